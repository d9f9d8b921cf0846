import { withBarePath } from "./path-patterns";

/** Who is let in, baked into the code: salted hashes, never what a person types. */
export interface PasswordOptions {
  /** `<user>:<salt>:<hash>`; the hash is SHA-256, in hex, of `<salt>:` and what a browser sends behind `Basic` */
  readonly passwords: readonly string[];
  /** path patterns that need no password; a pattern `/x/*` is `/x` too */
  readonly exempt: readonly string[];
}

/** The runtime's own, by the name that Node has too. */
const RUNTIME_MODULE = "crypto";

/** Where the handler of the function asks for the password. */
export const PASSWORD_CALL = `
  if (!isExempt(request.uri)) {
    if (!isLetIn(request.headers.authorization)) {
      return challenge();
    }
    // The password is this function's alone: an application would take it for one of its own users'.
    delete request.headers.authorization;
  }`;

/**
 * What the handler then calls. A path is exempt by what it literally is: with a percent sign, a dot segment, two
 * slashes or anything else that somebody behind may read as another path, the password is asked for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const PASSWORD_FUNCTIONS = String.raw`
function isExempt(path) {
  const plain = /^\/[A-Za-z0-9_\-.~$"'@:+&\/]*$/.test(path) && !/\/\/|\/\.{1,2}(\/|$)/.test(path);
  return plain && PASSWORD.exempt.some(function (pattern) {
    return matches(pattern, path);
  });
}

// Each step moves on in the path, or starts it one further: no pattern makes this slow.
function matches(pattern, path) {
  let at = 0;
  let star = -1;
  let mark = 0;
  let place = 0;
  while (place < path.length) {
    const wanted = pattern.charAt(at);
    if (wanted === "*") {
      star = at;
      mark = place;
      at += 1;
    } else if (wanted !== "" && (wanted === "?" || wanted === path.charAt(place))) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      mark += 1;
      place = mark;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (pattern.charAt(at) === "*") {
    at += 1;
  }
  return at === pattern.length;
}

function isLetIn(header) {
  const sent = header && !(header.multiValue && header.multiValue.length > 1) ? header.value : "";
  const match = /^basic +([A-Za-z0-9+\/]+={0,2})$/i.exec(sent);
  let found = false;
  PASSWORD.passwords.forEach(function (password) {
    const hash = crypto.createHash("sha256").update(password.salt + ":" + (match ? match[1] : "")).digest("hex");
    found = isSame(hash, password.hash) || found;
  });
  return match !== null && found;
}

// To the end, wherever they differ: how long it takes tells nothing.
function isSame(one, other) {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  }
  return difference === 0;
}

function challenge() {
  return {
    statusCode: 401,
    statusDescription: "Unauthorized",
    headers: {
      "www-authenticate": { value: 'Basic realm="preview", charset="UTF-8"' },
      "cache-control": { value: "no-store" }
    }
  };
}
`;

/** What stands before the handler: the hashing of CloudFront's runtime, and who is let in. */
export function passwordPreamble({ passwords, exempt }: PasswordOptions): string {
  const hashes = passwords.map((line) => {
    const [, salt, hash] = line.split(":");
    return `    { salt: ${JSON.stringify(salt)}, hash: ${JSON.stringify(hash)} }`;
  });
  const paths = [...new Set(exempt.flatMap(withBarePath))];
  return [
    `const crypto = require(${JSON.stringify(RUNTIME_MODULE)});`,
    "const PASSWORD = {",
    `  exempt: ${JSON.stringify(paths)},`,
    `  passwords: [\n${hashes.join(",\n")}\n  ]`,
    "};",
    "",
  ].join("\n");
}

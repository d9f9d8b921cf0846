/** The form of one origin secret. The load balancer compares without case, so a secret has none. */
export const SECRET_FORM = "^[a-z0-9-]{32,128}$";

/** Whether a text is an origin secret, or two with a comma between, as it is while it rotates. */
export function isOriginSecret(text: string): boolean {
  const values = text.split(",");
  return values.length <= 2 && values.every((value) => new RegExp(SECRET_FORM).test(value));
}

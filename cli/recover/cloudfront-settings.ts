import {
  type CachePolicy,
  ListCachePoliciesCommand,
  ListResponseHeadersPoliciesCommand,
  type OriginAccessControlSummary,
  paginateListOriginAccessControls,
  type ResponseHeadersPolicy,
} from "@aws-sdk/client-cloudfront";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import type { Planned } from "./plan";

// All three are named once an account and take no tags: the settings themselves are the evidence.

export const findOriginAccessControl: Finder = async (planned, aws) => {
  const client = aws.cloudFront(planned);
  const all = await pages(
    paginateListOriginAccessControls({ client }, {}),
    (page) => page.OriginAccessControlList?.Items,
  );
  return all.flatMap((control) => originAccessControlFound(planned, control));
};

export function originAccessControlFound(planned: Planned, control: OriginAccessControlSummary): Found[] {
  return settingsFound(planned, control.Id, control.Name, {
    description: control.Description,
    origin_access_control_origin_type: control.OriginAccessControlOriginType,
    signing_behavior: control.SigningBehavior,
    signing_protocol: control.SigningProtocol,
  });
}

export const findCachePolicy: Finder = async (planned, aws) => {
  const client = aws.cloudFront(planned);
  const found: Found[] = [];
  let Marker: string | undefined;
  do {
    const { CachePolicyList } = await client.send(new ListCachePoliciesCommand({ Type: "custom", Marker }));
    for (const { CachePolicy: policy } of CachePolicyList?.Items ?? []) {
      found.push(...(policy === undefined ? [] : cachePolicyFound(planned, policy)));
    }
    Marker = CachePolicyList?.NextMarker;
  } while (Marker);
  return found;
};

export function cachePolicyFound(planned: Planned, { Id, CachePolicyConfig: config }: CachePolicy): Found[] {
  const key = config?.ParametersInCacheKeyAndForwardedToOrigin;
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = key ?? {};
  return settingsFound(planned, Id, config?.Name, {
    comment: config?.Comment,
    min_ttl: config?.MinTTL,
    default_ttl: config?.DefaultTTL,
    max_ttl: config?.MaxTTL,
    parameters_in_cache_key_and_forwarded_to_origin: [
      {
        enable_accept_encoding_gzip: key?.EnableAcceptEncodingGzip,
        enable_accept_encoding_brotli: key?.EnableAcceptEncodingBrotli,
        headers_config: [{ header_behavior: headers?.HeaderBehavior, headers: items(headers?.Headers) }],
        cookies_config: [{ cookie_behavior: cookies?.CookieBehavior, cookies: items(cookies?.Cookies) }],
        query_strings_config: [
          {
            query_string_behavior: queries?.QueryStringBehavior,
            query_strings: items(queries?.QueryStrings),
          },
        ],
      },
    ],
  });
}

export const findResponseHeadersPolicy: Finder = async (planned, aws) => {
  const client = aws.cloudFront(planned);
  const found: Found[] = [];
  let Marker: string | undefined;
  do {
    const { ResponseHeadersPolicyList: list } = await client.send(
      new ListResponseHeadersPoliciesCommand({ Type: "custom", Marker }),
    );
    for (const { ResponseHeadersPolicy: policy } of list?.Items ?? []) {
      found.push(...(policy === undefined ? [] : responseHeadersPolicyFound(planned, policy)));
    }
    Marker = list?.NextMarker;
  } while (Marker);
  return found;
};

export function responseHeadersPolicyFound(
  planned: Planned,
  { Id, ResponseHeadersPolicyConfig: config }: ResponseHeadersPolicy,
): Found[] {
  const { SecurityHeadersConfig: security } = config ?? {};
  const csp = security?.ContentSecurityPolicy;
  const frame = security?.FrameOptions;
  const referrer = security?.ReferrerPolicy;
  const hsts = security?.StrictTransportSecurity;
  const xss = security?.XSSProtection;
  return settingsFound(planned, Id, config?.Name, {
    comment: config?.Comment,
    security_headers_config: block(security, {
      content_security_policy: block(csp, {
        content_security_policy: csp?.ContentSecurityPolicy,
        override: csp?.Override,
      }),
      content_type_options: block(security?.ContentTypeOptions, {
        override: security?.ContentTypeOptions?.Override,
      }),
      frame_options: block(frame, { frame_option: frame?.FrameOption, override: frame?.Override }),
      referrer_policy: block(referrer, {
        referrer_policy: referrer?.ReferrerPolicy,
        override: referrer?.Override,
      }),
      strict_transport_security: block(hsts, {
        access_control_max_age_sec: hsts?.AccessControlMaxAgeSec,
        include_subdomains: hsts?.IncludeSubdomains,
        preload: hsts?.Preload,
        override: hsts?.Override,
      }),
      xss_protection: block(xss, {
        protection: xss?.Protection,
        mode_block: xss?.ModeBlock,
        report_uri: xss?.ReportUri,
        override: xss?.Override,
      }),
    }),
    custom_headers_config: wrapped(
      config?.CustomHeadersConfig?.Items?.map(({ Header, Value, Override }) => ({
        header: Header,
        value: Value,
        override: Override,
      })),
    ),
    remove_headers_config: wrapped(
      config?.RemoveHeadersConfig?.Items?.map(({ Header }) => ({ header: Header })),
    ),
    // Nothing of ours has either: one that is there, or planned, is not compared but refused.
    cors_config: block(config?.CorsConfig, { compared: "never" }),
    server_timing_headers_config: config?.ServerTimingHeadersConfig?.Enabled ? [{ compared: "never" }] : [],
  });
}

function settingsFound(
  planned: Planned,
  id: string | undefined,
  name: string | undefined,
  settings: Readonly<Record<string, unknown>>,
): Found[] {
  if (id === undefined || name === undefined || name !== planned.known.text("name")) {
    return [];
  }
  return [planned.known.agreesWith(settings) ? { id, evidence: `name ${name}; same settings` } : { id }];
}

/** A nested block as Terraform has it: a list of one, or none. */
function block(source: object | undefined, values: Readonly<Record<string, unknown>>): readonly object[] {
  return source === undefined ? [] : [values];
}

function wrapped(list: readonly object[] | undefined): readonly object[] {
  return list === undefined || list.length === 0 ? [] : [{ items: list }];
}

function items(list: { readonly Items?: readonly string[] } | undefined): readonly object[] {
  return list?.Items === undefined || list.Items.length === 0 ? [] : [{ items: list.Items }];
}

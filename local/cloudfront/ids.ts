import { randomInt } from "node:crypto";

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
const MIXED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function random(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/** The form of ids of distributions and origin access controls, and of ETags: `E` and 13 characters. */
export const newId = (): string => `E${random(UPPER, 13)}`;

/** A distribution's own name, such as `d111111abcdef8.cloudfront.net`. */
export const newDomainName = (): string => `d${random(LOWER, 13)}.cloudfront.net`;

/** The form of ids of invalidations. */
export const newInvalidationId = (): string => `I${random(UPPER, 25)}`;

/** The form of ids of VPC origins. */
export const newVpcOriginId = (): string => `vo_${random(MIXED, 22)}`;

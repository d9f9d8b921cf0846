/** `gatehouse/modules/guards` of the package. */
export {
  type AllowProps,
  allow,
  Guard,
  type GuardProps,
  type GuardReport,
  type GuardRule,
  guard,
} from "../../modules/guards/guard";

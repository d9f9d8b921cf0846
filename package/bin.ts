#!/usr/bin/env node
import { EXIT } from "../cli/exit-codes";
import { CHECKOUT_ONLY } from "./checkout-only";

// The SDK serves the local AWS alone; Node 20 is what CDKTF runs on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const command = process.argv[2] ?? "help";
if (Object.hasOwn(CHECKOUT_ONLY, command)) {
  console.error(`${command}: ${CHECKOUT_ONLY[command]}`);
  process.exitCode = EXIT.badInput;
} else {
  void import("../cli/gatehouse");
}

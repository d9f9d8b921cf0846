import { Testing } from "cdktf";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
// A busy machine is no failure.
jest.setTimeout(120_000);
Testing.setupJest();

/** A tool is neither here nor to be had; the message is one line that says why and what to do. */
export class ToolMissing extends Error {
  override readonly name = "ToolMissing";
}

import { queryError } from "../aws-error";
import { fieldValues } from "../aws-request";
import type { Rule } from "../rule";

/**
 * An alarm notifies topics of its own region alone.
 *
 * AWS: ValidationError, 400, in these words.
 * @see https://github.com/cds-snc/notification-terraform/pull/128
 */
export const alarmActionRegion: Rule = {
  name: "alarm-action-region",
  async answer(request) {
    if (request.service !== "monitoring" || request.action !== "PutMetricAlarm") {
      return undefined;
    }
    const regions = fieldValues(request, /^(Alarm|OK|InsufficientData)Actions\.member\.\d+$/).map(
      (arn) => arn.split(":")[3],
    );
    const other = regions.find((region) => region !== request.region);
    return other === undefined
      ? undefined
      : queryError(
          "ValidationError",
          `Invalid region ${other} specified. Only ${request.region} is supported.`,
        );
  },
};

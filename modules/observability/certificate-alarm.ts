import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Alarm } from "./alarm";
import { type AlarmSetProps, ofKind } from "./alarm-set";
import { formProblems, rangeProblems, refuse } from "./problems";

/** The topic stands in the certificate's region, as the alarm does; which certificate it is, is part of `namePrefix`. */
export interface CertificateAlarmProps extends AlarmSetProps {
  readonly certificateArn: string;
  /**
   * days, 1 to 44, before its end at which a certificate should long have been renewed: ACM begins 45 days before
   *
   * @default 30
   */
  readonly days?: number;
  /**
   * the provider of the certificate's region
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * Whether a certificate is renewed in time. ACM does so by itself, from 45 days before the end on; 30 days before, it
 * has failed for two weeks, and a month is left to mend it. One that was imported is renewed by nobody else.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
 *
 * @example
 * new CertificateAlarm(this, "viewer_expiry", {
 *   namePrefix: "shop-production-viewer",
 *   certificateArn: arn,
 *   topicArn: topic.arn,
 *   provider: usEast1,
 * });
 */
export class CertificateAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: CertificateAlarmProps) {
    super(scope, id);
    const { days = 30 } = props;
    refuse(this, [
      ...rangeProblems("days", days, 1, 44),
      ...formProblems(
        "certificateArn",
        props.certificateArn,
        /^arn:aws[a-z-]*:acm:[^:]+:\d{12}:certificate\/\S+$/,
        "be the ARN of a certificate in ACM",
      ),
    ]);
    this.alarm = new Alarm(this, "Resource", {
      ...ofKind(props, "certificate-expiry"),
      description:
        `The certificate ends in ${days} days or less and was not renewed: browsers will refuse the site. ` +
        "First: its renewal status (acm describe-certificate), and whether its validation records still answer.",
      metric: {
        namespace: "AWS/CertificateManager",
        name: "DaysToExpiry",
        dimensions: { CertificateArn: props.certificateArn },
        statistic: "Minimum",
        period: 86_400,
      },
      bad: "atMost",
      threshold: days,
      datapoints: { bad: 1, of: 1 },
      // Written twice a day, from half a day after the issue until the end: a new one is no alarm, an ended one stays one.
      missing: "ignore",
      ...(props.provider && { provider: props.provider }),
    });
  }
}

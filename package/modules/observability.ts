/** `gatehouse/modules/observability` of the package. */
export { Alarm, type AlarmProps, type Metric } from "../../modules/observability/alarm";
export type { AlarmSetProps } from "../../modules/observability/alarm-set";
export { AlarmTopic, type AlarmTopicProps } from "../../modules/observability/alarm-topic";
export { CertificateAlarm, type CertificateAlarmProps } from "../../modules/observability/certificate-alarm";
export {
  Dashboard,
  type DashboardProps,
  type DashboardThresholds,
} from "../../modules/observability/dashboard";
export { EdgeAlarms, type EdgeAlarmsProps } from "../../modules/observability/edge-alarms";
export { HostAlarms, type HostAlarmsProps } from "../../modules/observability/host-alarms";
export {
  LoadBalancerAlarms,
  type LoadBalancerAlarmsProps,
} from "../../modules/observability/load-balancer-alarms";
export { RUNBOOKS, type Runbook } from "../../modules/observability/runbooks";

import type { Environment } from "../config/environment";
import { ORIGIN_READ_TIMEOUT } from "../modules/edge/origin-limits";
import type { Hosts } from "./hosts";

/** Seconds that Gunicorn keeps a connection beyond the load balancer's idle timeout. */
const KEEP_ALIVE_MARGIN = 15;

/** Settings of an application behind the load balancer, by Django's own names. */
export interface DjangoSettings {
  readonly ALLOWED_HOSTS: readonly string[];
  readonly CSRF_TRUSTED_ORIGINS: readonly string[];
  readonly SECURE_PROXY_SSL_HEADER: readonly [string, string];
  /** Django REST framework's: how many addresses of X-Forwarded-For are ours */
  readonly NUM_PROXIES: number;
  /** the most for `gunicorn --timeout`, in seconds: nobody waits longer for an answer */
  readonly GUNICORN_TIMEOUT: number;
  /** `gunicorn --keep-alive`, in seconds: whoever closes an idle connection first must be the load balancer */
  readonly GUNICORN_KEEP_ALIVE: number;
}

/**
 * @see https://docs.djangoproject.com/en/5.2/ref/settings/#allowed-hosts
 * @see https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified
 */
export function djangoSettings(hosts: Hosts, { edge, loadBalancer }: Environment): DjangoSettings {
  return {
    ALLOWED_HOSTS: hosts.served.map((host) => host.replace(/^\*/, "")),
    CSRF_TRUSTED_ORIGINS: hosts.served.map((host) => `https://${host}`),
    SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"],
    NUM_PROXIES: edge.enabled ? 2 : 1,
    GUNICORN_TIMEOUT: edge.enabled
      ? Math.min(ORIGIN_READ_TIMEOUT, loadBalancer.idleTimeout)
      : loadBalancer.idleTimeout,
    GUNICORN_KEEP_ALIVE: loadBalancer.idleTimeout + KEEP_ALIVE_MARGIN,
  };
}

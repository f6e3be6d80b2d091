import { Severity } from '../../engine/severity';
import { resourceText, type Detection } from './detection';

/** What Kubernetes lets every client read: the role system:public-info-viewer, and the keys of issuers where it is bound to all of them. */
const PUBLIC = /^\/(?:healthz|livez|readyz|version|\.well-known\/openid-configuration|openid\/v1\/jwks)(?:\/|$)/;

export const anonymousAccess: Detection = {
  id: 'anonymous-access',
  meaning: 'A request without credentials was allowed.',
  severity: Severity.CRITICAL,
  technique: 'T1190',
  remedy: 'Delete the binding of system:anonymous or system:unauthenticated that allows it, and confine anonymous access to health checks.',
  falsePositives: 'Paths that your load balancer checks: bind them to a path of health checks.',
  match: (event) =>
    event.user === 'system:anonymous' && event.outcome === 'allowed' && !PUBLIC.test(event.path)
      ? `${event.verb} ${resourceText(event)}`
      : undefined,
};

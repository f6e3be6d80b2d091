import { Severity } from '../../engine/severity';
import { isOfKubernetes, resourceText, type Detection } from './detection';

const GROUPS: ReadonlySet<string> = new Set([
  'rbac.authorization.k8s.io',
  'admissionregistration.k8s.io',
  'apiregistration.k8s.io',
  'certificates.k8s.io',
]);
const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

export const accessChange: Detection = {
  id: 'access-change',
  meaning: 'An identity changed who may do what: roles, bindings, admission, API services or certificates.',
  severity: Severity.MEDIUM,
  technique: 'T1098.006',
  remedy: 'Compare the object with its source in version control. Take back what is not there.',
  falsePositives: 'Deployments of what you run: the identity of the pipeline, at the time of a release.',
  match: (event) =>
    event.target && GROUPS.has(event.target.group) && !READS.has(event.verb) && event.outcome === 'allowed' && !isOfKubernetes(event.user)
      ? `${event.verb} ${resourceText(event)}${event.target.name && `: ${event.target.name}`}`
      : undefined,
};

import { Severity } from '../../engine/severity';
import { resourceText, type Detection } from './detection';

const WAYS: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward', 'ephemeralcontainers', 'proxy']);

export const remoteExecution: Detection = {
  id: 'remote-execution',
  meaning: 'An identity entered a container, or went through the API server to a pod, node or service.',
  severity: Severity.MEDIUM,
  technique: 'T1609',
  remedy: 'Ask the user for the reason. Replace the pod, which may have been changed.',
  falsePositives: 'People who repair something; monitoring that reads nodes/proxy.',
  match: (event) =>
    event.target && WAYS.has(event.target.subresource) && event.outcome === 'allowed'
      ? `${resourceText(event)}${event.target.name && `: ${event.target.name}`}`
      : undefined,
};

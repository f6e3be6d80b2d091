import type { PodSecurityCheck } from './check';
import { containerContexts } from './read';

/** No container may be privileged. */
export const privileged: PodSecurityCheck = {
  id: 'privileged',
  level: 'baseline',
  fields: ['spec.containers[*].securityContext.privileged'],
  revisions: [{
    since: '1.0',
    check: (pod) => containerContexts(pod)
      .filter(({ fields }) => fields.privileged === true)
      .map(({ label, path }) => ({ path: `${path}.privileged`, message: `${label} is privileged` })),
  }],
};

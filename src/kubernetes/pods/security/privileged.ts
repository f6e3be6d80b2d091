import { collect, NONE } from '../../objects/collect';
import type { PodSecurityCheck } from './check';
import { containerContexts } from './read';

/** No container may be privileged. */
export const privileged: PodSecurityCheck = {
  id: 'privileged',
  level: 'baseline',
  fields: ['spec.containers[*].securityContext.privileged'],
  revisions: [
    {
      since: '1.0',
      check: (pod) =>
        collect(containerContexts(pod), ({ label, path, fields }) =>
          fields.privileged === true ? [{ path: `${path}.privileged`, message: `${label} is privileged` }] : NONE,
        ),
    },
  ],
};

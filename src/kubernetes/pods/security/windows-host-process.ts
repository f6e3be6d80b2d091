import { asObject } from '../../../text/json';
import { collect, NONE } from '../../objects/collect';
import type { PodSecurityCheck } from './check';
import { securityContexts } from './read';

/** No Windows container may be a process of the host. The pod may not say so, even if every container says otherwise. */
export const windowsHostProcess: PodSecurityCheck = {
  id: 'windowsHostProcess',
  level: 'baseline',
  fields: ['spec.securityContext.windowsOptions.hostProcess', 'spec.containers[*].securityContext.windowsOptions.hostProcess'],
  revisions: [
    {
      since: '1.0',
      check: (pod) =>
        collect(securityContexts(pod), ({ label, path, fields }) => {
          if (asObject(fields.windowsOptions).hostProcess !== true) return NONE;
          return [{ path: `${path}.windowsOptions.hostProcess`, message: `${label} runs as a process of the Windows host` }];
        }),
    },
  ],
};

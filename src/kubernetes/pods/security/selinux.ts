import { isObject } from '../../../text/json';
import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';
import { securityContexts, textOf } from './read';

const TYPES_1_0 = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const TYPES_1_31 = [...TYPES_1_0, 'container_engine_t'];

/** SELinux types are limited to those for containers; user and role may not be set. */
export const seLinuxOptions: PodSecurityCheck = {
  id: 'seLinuxOptions',
  level: 'baseline',
  fields: ['spec.securityContext.seLinuxOptions', 'spec.containers[*].securityContext.seLinuxOptions'],
  revisions: [
    { since: '1.0', check: (pod) => custom(pod, TYPES_1_0) },
    { since: '1.31', check: (pod) => custom(pod, TYPES_1_31) },
  ],
};

function custom(pod: PodView, types: readonly string[]): readonly Place[] {
  return collect(securityContexts(pod), ({ label, path, fields: { seLinuxOptions: options } }) => {
    if (!isObject(options)) return NONE;
    return (['type', 'user', 'role'] as const).flatMap((field) => {
      const value = textOf(options[field]);
      if (value === undefined || value === '' || (field === 'type' && types.includes(value))) return [];
      return [{ path: `${path}.seLinuxOptions.${field}`, message: `${label} sets the SELinux ${field} ${JSON.stringify(value)}` }];
    });
  });
}

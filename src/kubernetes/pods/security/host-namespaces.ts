import { collect, NONE } from '../../objects/collect';
import type { PodSecurityCheck } from './check';

const NAMESPACES = [
  ['hostNetwork', 'network'],
  ['hostPID', 'process'],
  ['hostIPC', 'IPC'],
] as const;

/** The pod may not share the host's network, process or IPC namespace. */
export const hostNamespaces: PodSecurityCheck = {
  id: 'hostNamespaces',
  level: 'baseline',
  fields: NAMESPACES.map(([field]) => `spec.${field}`),
  revisions: [
    {
      since: '1.0',
      check: ({ spec, path }) =>
        collect(NAMESPACES, ([field, noun]) => {
          if (spec[field] !== true) return NONE;
          return [{ path: `${path}.${field}`, message: `the pod shares the host's ${noun} namespace` }];
        }),
    },
  ],
};

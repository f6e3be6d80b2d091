import { readOnlyRootFilesystem } from '../../../../src/workloads/rules/confinement/read-only-root-filesystem';
import { inEachList, table, withContainer, withContext } from '../../../support/pods';

const writable = 'Pod api spec.containers[0].securityContext.readOnlyRootFilesystem: container "api" can write to its root filesystem';

table(readOnlyRootFilesystem, [
  [
    'unset, each list',
    inEachList({}),
    [
      writable,
      'Pod api spec.ephemeralContainers[0].securityContext.readOnlyRootFilesystem: ephemeral container "debug" can write to its root '
        + 'filesystem',
      'Pod api spec.initContainers[0].securityContext.readOnlyRootFilesystem: init container "setup" can write to its root filesystem',
    ],
  ],
  ['true', withContext({ readOnlyRootFilesystem: true }), []],
  ['false', withContext({ readOnlyRootFilesystem: false }), [writable]],
  ['null', withContext({ readOnlyRootFilesystem: null }), [writable]],
  ['no security context', withContainer({ securityContext: null }), [writable]],
  ['Windows cannot set it', withContext({}, { os: { name: 'windows' } }), []],
  [
    'a value that the server rejects',
    withContext({ readOnlyRootFilesystem: 'true' }),
    [
      '? Pod api spec.containers[0].securityContext.readOnlyRootFilesystem: readOnlyRootFilesystem of container "api" is a string, '
        + 'not a boolean',
    ],
  ],
  [
    'a security context that the server rejects',
    withContainer({ securityContext: [] }),
    ['? Pod api spec.containers[0].securityContext: securityContext of container "api" is a list, not a mapping'],
  ],
]);

import { windowsHostProcess } from '../../../../src/workloads/rules/pod-security/windows-host-process';
import { inEachList, table, withContext, withPodContext } from '../../../support/pods';

table(windowsHostProcess, [
  [
    'each list',
    inEachList({ securityContext: { windowsOptions: { hostProcess: true } } }),
    [
      'Pod api spec.containers[0].securityContext.windowsOptions.hostProcess: container "api" runs as a process of the Windows host',
      'Pod api spec.ephemeralContainers[0].securityContext.windowsOptions.hostProcess: ephemeral container "debug" runs as a process '
        + 'of the Windows host',
      'Pod api spec.initContainers[0].securityContext.windowsOptions.hostProcess: init container "setup" runs as a process of the '
        + 'Windows host',
    ],
    '1.0',
  ],
  [
    'the pod, whatever its operating system',
    withPodContext({ windowsOptions: { hostProcess: true } }),
    ['Pod api spec.securityContext.windowsOptions.hostProcess: the pod runs as a process of the Windows host'],
  ],
  [
    'unset, null and false',
    [
      withContext({ windowsOptions: null }),
      withContext({ windowsOptions: { hostProcess: null } }),
      withPodContext({ windowsOptions: { hostProcess: false } }),
    ],
    [],
  ],
  [
    'a value that the server rejects',
    withPodContext({ windowsOptions: { hostProcess: 'true' } }),
    ['? Pod api spec.securityContext.windowsOptions.hostProcess: securityContext.windowsOptions.hostProcess is a string, not a boolean'],
  ],
]);

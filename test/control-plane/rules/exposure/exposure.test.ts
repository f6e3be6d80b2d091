import { bindAddress } from '../../../../src/control-plane/rules/exposure/bind-address';
import { profiling } from '../../../../src/control-plane/rules/exposure/profiling';
import { requestTimeout } from '../../../../src/control-plane/rules/exposure/request-timeout';
import { terminatedPods } from '../../../../src/control-plane/rules/exposure/terminated-pods';
import { Together } from '../../../../src/kubernetes/objects/applied-together';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';
import { table } from '../../../support/pods';

const [SERVER, MANAGER, SCHEDULER] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const PROFILES = 'profiles, which show what the program does, are served at /debug/pprof';
const scheduler = (more: object) => ({
  apiVersion: 'kubescheduler.config.k8s.io/v1',
  kind: 'KubeSchedulerConfiguration',
  metadata: { name: 's' },
  ...more,
});
const at = 'KubeSchedulerConfiguration s enableProfiling';

describe('profiling', () => {
  table(profiling, [
    ...[SERVER, MANAGER, SCHEDULER].flatMap((component): [string, object, string[]][] => [
      [
        `${component}, unset`,
        componentPod(component),
        [`${inPod(component)}: ${component}: --profiling is not set, and true by default, so ${PROFILES}`],
      ],
      [`${component}, off`, componentPod(component, '--profiling=false'), []],
      [
        `${component}, on`,
        componentPod(component, '--profiling'),
        [`${inPod(component, 1)}: ${component}: --profiling is true, so ${PROFILES}`],
      ],
    ]),
    [
      'kubeadm',
      kubeadmConfiguration(SERVER),
      ['apiServer', 'controllerManager', 'scheduler'].map(
        (part, index) =>
          `ClusterConfiguration cluster ${part}.extraArgs: ${[SERVER, MANAGER, SCHEDULER][index]}: --profiling is not set, and true by `
          + `default, so ${PROFILES}`,
      ),
    ],
    [
      'no boolean',
      componentPod(SERVER, '--profiling=off'),
      [`? ${inPod(SERVER, 1)}: --profiling is "off", which is not a boolean, so the component does not start`],
    ],
    [
      'a scheduler with a file that is not in the input',
      componentPod(SCHEDULER, '--config=/s.yaml', '--profiling=false'),
      [`? ${inPod(SCHEDULER, 1)}: /s.yaml is not in the input, so whether profiles are served is not known`],
    ],
    ['a file, off', scheduler({ enableProfiling: false }), []],
    ['a file, unset', scheduler({}), [`${at}: enableProfiling is not set, and true by default, so ${PROFILES}`]],
    ['a file, on', scheduler({ enableProfiling: true }), [`${at}: enableProfiling is true, so ${PROFILES}`]],
    ['a file, a text', scheduler({ enableProfiling: 'false' }), [`? ${at}: enableProfiling is a string, so the scheduler does not start`]],
  ]);

  test('a scheduler with its file', () => {
    const both = [componentPod(SCHEDULER, '--config=/s.yaml'), scheduler({ enableProfiling: false })];
    expect(findings(profiling, both, { together: () => Together.YES })).toEqual([]);
  });
});

describe('the address', () => {
  const reached = (component: string, fact: string) => `${component}: ${fact}, so other hosts reach its port`;
  table(bindAddress, [
    ['loopback', componentPod(MANAGER, '--bind-address=127.0.0.1'), []],
    ['another loopback', componentPod(SCHEDULER, '--bind-address=127.0.1.1'), []],
    ['loopback of IPv6', componentPod(SCHEDULER, '--bind-address', '::1'), []],
    ['unset', componentPod(SCHEDULER), [`${inPod(SCHEDULER)}: ${reached(SCHEDULER, '--bind-address is not set, and 0.0.0.0 by default')}`]],
    ['empty', componentPod(MANAGER, '--bind-address='), [`${inPod(MANAGER, 1)}: ${reached(MANAGER, '--bind-address is empty')}`]],
    ['every address', componentPod(MANAGER, '--bind-address=::'), [`${inPod(MANAGER, 1)}: ${reached(MANAGER, '--bind-address is ::')}`]],
    [
      'begins alike',
      componentPod(MANAGER, '--bind-address=127.0.0.1.5'),
      [`${inPod(MANAGER, 1)}: ${reached(MANAGER, '--bind-address is 127.0.0.1.5')}`],
    ],
    ['no port', componentPod(SCHEDULER, '--secure-port=0'), []],
    ['kubeadm', kubeadmConfiguration(SCHEDULER), []],
    [
      'kubeadm is told otherwise',
      kubeadmConfiguration(SCHEDULER, 'bind-address=0.0.0.0'),
      [`${inKubeadm(SCHEDULER, 0)}: ${reached(SCHEDULER, '--bind-address is 0.0.0.0')}`],
    ],
    ['of the API server', componentPod(SERVER), []],
  ]);
});

describe('the timeout', () => {
  const wrong = (value: string) =>
    `? ${inPod(SERVER, 1)}: --request-timeout is "${value}", which is not a duration above zero, so the component does not start`;
  table(requestTimeout, [
    ['unset', componentPod(SERVER), []],
    ['five minutes', componentPod(SERVER, '--request-timeout=5m0s'), []],
    [
      'more',
      componentPod(SERVER, '--request-timeout=5m0.5s'),
      [`${inPod(SERVER, 1)}: --request-timeout is 5m0.5s, longer than 300 seconds`],
    ],
    ['zero', componentPod(SERVER, '--request-timeout=0'), [wrong('0')]],
    ['no unit', componentPod(SERVER, '--request-timeout=60'), [wrong('60')]],
  ]);
});

describe('terminated pods', () => {
  const flag = '--terminated-pod-gc-threshold';
  table(terminatedPods, [
    ['unset', componentPod(MANAGER), []],
    ['few', componentPod(MANAGER, `${flag}=10`), []],
    ['zero', componentPod(MANAGER, `${flag}=0`), [`${inPod(MANAGER, 1)}: ${flag} is 0, so terminated pods are never deleted`]],
    ['negative', componentPod(MANAGER, `${flag}=-1`), [`${inPod(MANAGER, 1)}: ${flag} is -1, so terminated pods are never deleted`]],
    ['many', componentPod(MANAGER, `${flag}=12501`), [`${inPod(MANAGER, 1)}: ${flag} is 12501, more than 12500`]],
    [
      'a word',
      componentPod(MANAGER, `${flag}=all`),
      [`? ${inPod(MANAGER, 1)}: ${flag} is "all", which is not an integer, so the component does not start`],
    ],
  ]);
});

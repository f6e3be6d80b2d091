import { defineRule, type AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { parseGoDuration } from '../../../kubernetes/components/flags/go-values';
import { checkSetting, FIELDS, kubeletWith, kubelets, stateOf, type Judge } from '../subjects';

interface Row {
  readonly name: string;
  readonly field: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly takesReason?: boolean;
  readonly fix: string;
  readonly sources?: readonly string[];
  readonly bad: string;
  readonly good: string;
  readonly judge: Judge;
}

const isSet = (value: unknown) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

const ROWS: readonly Row[] = [
  {
    name: 'protect-kernel-defaults',
    field: 'protectKernelDefaults',
    title: 'The kubelet must not change kernel parameters (protectKernelDefaults)',
    description:
      'With true the kubelet does not start where parameters of the kernel differ from those that it needs, in place of changing them '
      + 'without a word to the administrator. The default is false, so unset is a violation. Set vm.overcommit_memory=1, '
      + 'vm.panic_on_oom=0, kernel.panic=10, kernel.panic_on_oops=1, kernel.keys.root_maxkeys=1000000 and '
      + 'kernel.keys.root_maxbytes=25000000 on the node first.',
    severity: Severity.MEDIUM,
    takesReason: true,
    fix: 'Set protectKernelDefaults to true, and the kernel parameters on the node.',
    bad: 'protectKernelDefaults: false',
    good: 'protectKernelDefaults: true',
    judge: (value, setting) => (value === true ? undefined : stateOf(setting)),
  },
  {
    name: 'iptables-util-chains',
    field: 'makeIPTablesUtilChains',
    title: 'The kubelet must keep its iptables chains (makeIPTablesUtilChains)',
    description:
      'The chains drop packets that are meant for loopback of the node and come from elsewhere, and other components rely on them. Unset '
      + 'passes, since the default is true.',
    severity: Severity.LOW,
    controls: ['CIS-2.0:4.2.6'],
    fix: 'Remove makeIPTablesUtilChains, or set it to true.',
    bad: 'makeIPTablesUtilChains: false',
    good: 'makeIPTablesUtilChains: true',
    judge: (value, setting) => (value === false ? stateOf(setting) : undefined),
  },
  {
    name: 'event-qps',
    field: 'eventRecordQPS',
    title: 'The kubelet must limit the rate of its events, and must not suppress them (eventRecordQPS)',
    description:
      'Zero means no limit, so one pod that keeps failing floods the API server and etcd with events. Unset passes, since the default is '
      + '50.',
    severity: Severity.LOW,
    controls: ['CIS-2.0:4.2.8'],
    fix: 'Remove eventRecordQPS, or set it to a rate that the cluster can store, such as 50.',
    bad: 'eventRecordQPS: 0',
    good: 'eventRecordQPS: 50',
    judge: (value) => (value === 0 ? 'is 0, so the rate of events has no limit' : undefined),
  },
  {
    name: 'streaming-timeout',
    field: 'streamingConnectionIdleTimeout',
    title: 'The kubelet must close idle exec, attach and port-forward connections (streamingConnectionIdleTimeout)',
    description:
      'An unused session stays open and can be taken over. Unset passes, since the default is 4 hours, and so does zero in a '
      + 'KubeletConfiguration, which counts as unset there. `--streaming-connection-idle-timeout=0` and a negative value switch the '
      + 'timeout off: violations.',
    severity: Severity.LOW,
    controls: ['CIS-2.0:4.2.5'],
    fix: 'Remove streamingConnectionIdleTimeout, or set it to a duration such as 30m.',
    bad: 'streamingConnectionIdleTimeout: -1s',
    good: 'streamingConnectionIdleTimeout: 30m',
    judge: (value, setting) => ((parseGoDuration(String(value)) ?? 1) <= 0 ? `${stateOf(setting)}, so idle sessions stay open` : undefined),
  },
  {
    name: 'pod-pids-limit',
    field: 'podPidsLimit',
    title: 'The kubelet must limit the number of processes of a pod (podPidsLimit)',
    description:
      'Without a limit one pod that forks without end takes all process ids of the node, and every other pod and the kubelet with it. The '
      + 'default is -1, which limits nothing, so unset is a violation, as are zero and negative values.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:4.2.13'],
    fix: 'Set podPidsLimit to a number such as 4096.',
    sources: ['https://kubernetes.io/docs/concepts/policy/pid-limiting/'],
    bad: 'podPidsLimit: -1',
    good: 'podPidsLimit: 4096',
    judge: (value, setting) => (typeof value === 'number' && value > 0 ? undefined : `${stateOf(setting)}, so a pod can take them all`),
  },
  {
    name: 'seccomp-default',
    field: 'seccompDefault',
    title: "The kubelet must use the runtime's seccomp profile by default (seccompDefault)",
    description:
      'A container whose pod sets no seccomp profile runs without one otherwise, and can make every system call. The default is false, so '
      + 'unset is a violation.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:4.2.14'],
    fix: 'Set seccompDefault to true.',
    sources: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],
    bad: 'seccompDefault: false',
    good: 'seccompDefault: true',
    judge: (value, setting) => (value === true ? undefined : stateOf(setting)),
  },
  {
    name: 'allowed-unsafe-sysctls',
    field: 'allowedUnsafeSysctls',
    title: 'The kubelet must not allow unsafe sysctls (allowedUnsafeSysctls)',
    description:
      'A pod that sets an unsafe kernel parameter can harm other pods of its node, or the node. Unset and an empty list pass: then only '
      + 'the safe sysctls are allowed.',
    severity: Severity.MEDIUM,
    takesReason: true,
    fix: 'Remove allowedUnsafeSysctls; give workloads that need them a node group of their own, and waive the rule there.',
    sources: ['https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
    bad: 'allowedUnsafeSysctls: ["kernel.msg*"]',
    good: 'allowedUnsafeSysctls: []',
    judge: (value, setting) => (isSet(value) ? stateOf(setting) : undefined),
  },
  {
    name: 'static-pod-url',
    field: 'staticPodURL',
    title: 'The kubelet must not fetch pods from a URL (staticPodURL)',
    description:
      'Pods that come from there run with all rights that they request, and pass no API server, no admission and no audit log. Every '
      + 'server at the URL, and over `http` every machine on the way, controls the node. Unset passes.',
    severity: Severity.HIGH,
    fix: 'Remove staticPodURL.',
    sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/'],
    bad: 'staticPodURL: http://10.0.0.1/pods.yaml',
    good: 'staticPodURL: ""',
    judge: (value, setting) => (isSet(value) ? `${stateOf(setting)}, so who answers there runs pods on the node` : undefined),
  },
  {
    name: 'alpha-feature-gates',
    field: 'featureGates.AllAlpha',
    title: 'The kubelet must not enable all alpha features (featureGates.AllAlpha)',
    description: 'Alpha features are untested code, off by default for that reason. Name the one that you need. Unset passes.',
    severity: Severity.MEDIUM,
    fix: 'Remove AllAlpha from featureGates, and name the features that are needed.',
    sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/'],
    bad: 'featureGates:\n  AllAlpha: true',
    good: 'featureGates:\n  AllAlpha: false',
    judge: (value, setting) => (value === true ? stateOf(setting) : undefined),
  },
];

/** One rule for each setting of a node. */
export const switches: readonly AnyRule[] = ROWS.map(({ name, field, judge, bad, good, sources = [], ...texts }) =>
  defineRule({
    id: `kubelet/${name}`,
    ...texts,
    sources: [FIELDS, ...sources],
    bad: kubeletWith(bad),
    good: kubeletWith(good),
    subject: kubelets,
    check: checkSetting(field, judge),
  }),
);

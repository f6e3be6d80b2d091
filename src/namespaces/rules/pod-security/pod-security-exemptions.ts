import { defineRule, type AnyRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { type PodSecurityConfiguration } from '../../../kubernetes/admission/pod-security-configuration';
import { joinPath } from '../../../text/path';
import { podSecurityConfigurations } from './pod-security-subjects';

interface Row {
  readonly name: string;
  readonly list: 'namespaces' | 'runtimeClasses' | 'usernames';
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  readonly fix: string;
  readonly bad: string;
  readonly fact: (name: string) => string | undefined;
}

const ROWS: readonly Row[] = [
  {
    name: 'pod-security-exempt-usernames',
    list: 'usernames',
    severity: Severity.HIGH,
    bad: 'system:serviceaccount:kube-system:replicaset-controller',
    title: 'PodSecurityConfiguration must not exempt users',
    description:
      'Pods that an exempt user creates, in any namespace, are admitted without a check, and nothing is audited or warned of. A '
      + 'controller that is exempt creates the pods of all workloads. An empty or unset list passes. Entries with which '
      + 'kube-apiserver does not start are covered by `namespaces/pod-security-configuration`.',
    fix: 'Remove the user, and give what it creates a namespace of its own with the level that it needs.',
    fact: (name) =>
      `the user ${name} is exempt, so `
      + `${CONTROLLER.test(name) ? 'every pod that this controller makes for a workload' : 'every pod that it creates, in any namespace,'}`
      + ' is admitted without a check',
  },
  {
    name: 'pod-security-exempt-runtime-classes',
    list: 'runtimeClasses',
    severity: Severity.MEDIUM,
    bad: 'gvisor',
    title: 'PodSecurityConfiguration must not exempt RuntimeClasses',
    description:
      'Every pod that names the RuntimeClass, in any namespace, is admitted without a check, and nothing is audited or warned of. '
      + 'An empty or unset list passes. Entries with which kube-apiserver does not start are covered by '
      + '`namespaces/pod-security-configuration`.',
    fix:
      'Remove the exemption: anyone who can create a pod can use the RuntimeClass. If it isolates privileged pods from the node, '
      + 'waive the finding.',
    fact: (name) => `the RuntimeClass ${name} is exempt, so every pod that names it, in any namespace, is admitted without a check`,
  },
  {
    name: 'pod-security-exempt-namespaces',
    list: 'namespaces',
    severity: Severity.HIGH,
    bad: 'monitoring',
    title: 'PodSecurityConfiguration must not exempt namespaces other than kube-system',
    description:
      'In an exempt namespace the labels have no effect, pods are admitted without a check, and nothing is audited or warned of. '
      + '`kube-system` passes, since its own components need to be privileged, and so does an empty or unset list. Entries with '
      + 'which kube-apiserver does not start are covered by `namespaces/pod-security-configuration`.',
    fix:
      'Remove the namespace, and label its Namespace with the level that its pods need, which others can see and audit and warn labels '
      + 'can go beyond.',
    fact: (name) =>
      name === 'kube-system'
        ? undefined
        : `the namespace ${name} is exempt, so its labels have no effect and its pods are admitted without a check`,
  },
];

/** Service accounts that create the pods of workloads for every user who may create the workloads. */
const CONTROLLER = /^system:(serviceaccount:kube-system:.*controller|kube-controller-manager)$/;

/** One rule for each list of exemptions. */
export const podSecurityExemptions: readonly AnyRule[] = ROWS.map(({ name, list, severity, title, description, fix, bad, fact }) =>
  defineRule({
    id: `namespaces/${name}`,
    title,
    description,
    severity,
    fix,
    sources: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#exemptions'],
    bad:
      '{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
      + `defaults: { enforce: baseline, enforce-version: v1.35 }, exemptions: { ${list}: ["${bad}"] } }`,
    good:
      '{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
      + `defaults: { enforce: baseline, enforce-version: v1.35 }, exemptions: { ${list}: [] } }`,
    subject: podSecurityConfigurations,
    revisions: [
      {
        since: '1.23',
        check: ({ path, exemptions }: PodSecurityConfiguration): Outcome[] =>
          exemptions[list].flatMap(({ name: exempt, index }) => {
            const message = fact(exempt);
            return message === undefined ? [] : [{ path: `${joinPath(path, 'exemptions', list)}[${index}]`, message }];
          }),
      },
    ],
  }),
);

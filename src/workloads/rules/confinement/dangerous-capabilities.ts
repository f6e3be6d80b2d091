import { listOption } from '../../../engine/options';
import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { USER_NAMESPACE } from '../../../kubernetes/pods/security/check';
import { containerContexts } from '../../../kubernetes/pods/security/read';
import { asArray, asObject } from '../../../text/json';
import { judgedOn } from '../pod-security-rule';

/** What a container does with them to its node. */
const GIVES: ReadonlyMap<string, string> = new Map([
  ['ALL', 'which is all of them'],
  ['BPF', 'which loads programs into the kernel of the node'],
  ['DAC_READ_SEARCH', 'which opens files of the node by their handles'],
  ['SYS_ADMIN', 'which mounts filesystems and enters namespaces of the node'],
  ['SYS_BOOT', 'which loads another kernel'],
  ['SYS_MODULE', 'which loads modules into the kernel of the node'],
  ['SYS_RAWIO', 'which reaches memory and devices of the node'],
]);

const options = { allowed: listOption('Capabilities that may be added all the same, without the prefix CAP_: `SYS_BOOT`.', []) };

export const dangerousCapabilities = defineRule({
  id: 'workloads/dangerous-capabilities',
  title: 'Containers must not add capabilities that give control of the node, such as SYS_ADMIN',
  description:
    'The capabilities are ALL, BPF, DAC_READ_SEARCH, SYS_ADMIN, SYS_BOOT, SYS_MODULE and SYS_RAWIO; SYS_PTRACE with `hostPID`, '
    + 'and NET_ADMIN with `hostNetwork`. Names are compared as runtimes do: case and the prefix `CAP_` do not matter.\n\n'
    + 'Other capabilities are covered by `workloads/capabilities-baseline`. Pods with a user namespace of their own (`hostUsers: '
    + 'false`) are exempt: there, capabilities have no effect on the node.',
  severity: Severity.CRITICAL,
  fix: 'Remove the capability; what truly needs it belongs on the node, or in a pod with `hostUsers: false` where that will do.',
  sources: [
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  bad: examplePod({ container: 'securityContext: { capabilities: { add: [SYS_ADMIN] } }' }),
  good: examplePod({ container: 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }' }),
  options,
  ...judgedOn<typeof options>({
    writtenOnly: true,
    fields: ['spec.containers[*].securityContext.capabilities.add', 'spec.hostNetwork', 'spec.hostPID'],
    exempt: USER_NAMESPACE,
    check: (pod, { allowed }) =>
      collect(containerContexts(pod), ({ label, path, fields }) => {
        const add = asArray(asObject(fields.capabilities).add);
        return add.length === 0
          ? NONE
          : collect(add, (name, index) => {
              const gives = typeof name === 'string' ? givenBy(name.toUpperCase().replace(/^CAP_/, ''), pod, allowed) : undefined;
              return gives === undefined
                ? NONE
                : [
                    {
                      path: `${path}.capabilities.add[${index}]`,
                      message: `${label} adds the capability ${JSON.stringify(name)}, ${gives}`,
                    },
                  ];
            });
      }),
  }),
});

function givenBy(name: string, { spec }: PodView, allowed: readonly string[]): string | undefined {
  if (allowed.includes(name)) return undefined;
  if (name === 'SYS_PTRACE' && spec.hostPID === true) return 'which with hostPID takes over processes of the node';
  if (name === 'NET_ADMIN' && spec.hostNetwork === true) return 'which with hostNetwork changes addresses, routes and firewall of the node';
  return GIVES.get(name);
}

import { defineRule, undecided, type AnyRule, type CheckContext, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { effectiveFlag, type CataloguedFlags, type FlagItem } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, typeName } from '../../../text/json';
import { CONFIGURATION_GROUP, configurationsAt } from '../configuration-files';
import { apiServers, notKnown, staticPod } from '../programs';

const KIND = 'AuthorizationConfiguration';

/** The modes in which requests are authorized, one after the other, or why they are not known. */
type Modes =
  { readonly modes: readonly FlagItem[]; readonly label: string; readonly path: string } | { readonly unknown: readonly Outcome[] };

/** An API server, or a configuration of its authorization. */
type Source = { readonly server: CataloguedFlags } | { readonly configuration: KubeObject };

const sources = subject<Source>('API servers and AuthorizationConfiguration objects', (context) => [
  ...apiServers.select(context).map(({ value, object }): Selected<Source> => ({ value: { server: value }, object })),
  ...context.inventory.byKind(CONFIGURATION_GROUP, KIND).map((object): Selected<Source> => ({ value: { configuration: object }, object })),
]);

interface Row {
  readonly name: string;
  readonly mode: string;
  readonly wanted: boolean;
  readonly consequence: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    name: 'authorization-always-allow',
    mode: 'AlwaysAllow',
    wanted: false,
    consequence: 'every request is allowed',
    title: 'kube-apiserver must not allow every request (--authorization-mode AlwaysAllow)',
    description:
      'With this mode, anyone who is authenticated is an administrator, whatever RBAC says. It is what the API server does without the '
      + 'flag, so unset and empty are violations in a container; kubeadm sets Node and RBAC.',
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:1.2.6'],
  },
  {
    name: 'authorization-node',
    mode: 'Node',
    wanted: true,
    consequence: 'nothing limits a kubelet to the pods and Secrets of its node',
    title: 'kube-apiserver must use the Node authorizer (--authorization-mode Node)',
    description:
      'The Node authorizer gives a kubelet what belongs to the pods of its node. Without it, kubelets need a role, which holds for all '
      + 'nodes.',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:1.2.7'],
  },
  {
    name: 'authorization-rbac',
    mode: 'RBAC',
    wanted: true,
    consequence: 'Roles and bindings have no effect',
    title: 'kube-apiserver must use RBAC (--authorization-mode RBAC)',
    description: 'Without RBAC, no Role and no binding that these rules check has an effect.',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:1.2.8'],
  },
  {
    name: 'authorization-abac',
    mode: 'ABAC',
    wanted: false,
    consequence: 'a file on the nodes grants rights that no Role shows',
    title: 'kube-apiserver must not use ABAC (--authorization-mode ABAC)',
    description: 'ABAC reads its grants from a file, which only a restart changes. They add to those of RBAC.',
    severity: Severity.MEDIUM,
  },
];

/** One rule for each mode that has to be there, or must not. */
export const authorizationModes: readonly AnyRule[] = ROWS.map((row) =>
  defineRule({
    id: `control-plane/${row.name}`,
    title: row.title,
    description:
      `${row.description}\n\nModes are read from \`--authorization-mode\`, or from \`authorizers\` of an AuthorizationConfiguration `
      + '(`--authorization-config`). If that file is not in the input, the result is unknown.',
    severity: row.severity,
    takesReason: row.severity !== Severity.CRITICAL,
    fix: 'Set --authorization-mode=Node,RBAC.',
    controls: row.controls,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-flags-for-your-authorization-module'],
    bad: staticPod('kube-apiserver', `--authorization-mode=${row.wanted ? 'Webhook' : `Node,RBAC,${row.mode}`}`),
    good: staticPod('kube-apiserver', '--authorization-mode=Node,RBAC'),
    subject: sources,
    check: (source: Source, context: CheckContext) =>
      judge(row, 'server' in source ? ofServer(source.server, context) : inFile(source.configuration)),
  }),
);

function judge({ mode, wanted, consequence }: Row, found: Modes): readonly Outcome[] {
  if ('unknown' in found) return found.unknown;
  const { modes, label, path } = found;
  const named = modes.find(({ text }) => text === mode);
  const open = modes.find(({ text }) => text === 'AlwaysAllow');
  // Where every request is allowed, the other modes decide nothing: that is one fault.
  const cause = open === undefined ? undefined : { of: `${label} AlwaysAllow`, leads: mode === 'AlwaysAllow' };
  if (named !== undefined && !wanted) return [{ path: named.path, message: `${label} has ${mode}, so ${consequence}`, cause }];
  if (named === undefined && wanted) {
    return [{ path: open?.path ?? path, message: `${label} does not have ${mode}, so ${consequence}`, cause }];
  }
  return NONE;
}

function ofServer(server: CataloguedFlags, { inventory, kubernetes }: CheckContext): Modes {
  const file = effectiveFlag(server, 'authorization-config', kubernetes);
  const flag = effectiveFlag(server, 'authorization-mode', kubernetes);
  // The API server takes one of the two: a mode that is written is the mode.
  if (file.unclear !== undefined && flag.origin !== 'input') return { unknown: notKnown(file) };
  if (file.value !== '' && file.unclear === undefined) {
    if (configurationsAt(inventory, KIND, server, file.value).length > 0) return { unknown: NONE };
    return { unknown: [undecided(file.path, `${file.value} is not in the input, so how requests are authorized is not known`)] };
  }
  if (flag.unclear !== undefined) return { unknown: notKnown(flag) };
  const { label, path, items } = flag;
  return items.length > 0
    ? { modes: items, label, path }
    : { modes: [{ text: 'AlwaysAllow', path }], label: `${label}, which is not set,`, path };
}

function inFile({ json: { authorizers } }: KubeObject): Modes {
  const path = 'authorizers';
  if (!Array.isArray(authorizers) || authorizers.length === 0) {
    const fact = Array.isArray(authorizers) ? 'empty' : typeName(authorizers);
    return { unknown: [undecided(path, `authorizers is ${fact}, so the API server does not start`)] };
  }
  const modes = authorizers.map((authorizer, index) => ({ text: String(asObject(authorizer).type), path: `${path}[${index}].type` }));
  return { modes, label: path, path };
}

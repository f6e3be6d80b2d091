import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoBool } from '../../../kubernetes/components/flags/go-values';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isObject, isUnset, typeName } from '../../../text/json';
import { CONFIGURATION_GROUP, configurationsAt } from '../configuration-files';
import { apiServers, malformed, notKnown, stateOf, staticPod } from '../programs';

const KIND = 'AuthenticationConfiguration';
const CONSEQUENCE = 'requests without credentials are served as system:anonymous';

const options = {
  paths: listOption('Paths that may be read without credentials; each with what is below it.', ['/healthz', '/livez', '/readyz'], {
    minItems: 1,
    format: 'url-path',
  }),
};

/** An API server, or a configuration of its authentication. */
type Source = { readonly server: CataloguedFlags } | { readonly configuration: KubeObject };

export const anonymousAccess = defineRule({
  id: 'control-plane/anonymous-access',
  title: 'kube-apiserver must not serve anonymous requests, except for health checks (--anonymous-auth)',
  description:
    'Anonymous requests are authorized like others: one binding too many opens the cluster to anyone who reaches the port. The default of '
    + '`--anonymous-auth` is true, so unset is a violation, also in the configuration of kubeadm.\n\n'
    + 'Health checks need no credentials: an AuthenticationConfiguration (`--authentication-config`) with `anonymous.conditions` limits '
    + 'anonymous requests to their paths, which passes. Without `anonymous` in it the flag counts. Where the file is not in the input, the '
    + 'result is unknown. With `--anonymous-auth=false` the probes of the static pod that kubeadm writes fail, so use the file there.',
  severity: Severity.MEDIUM,
  takesReason: true,
  fix:
    'Set --authentication-config to an AuthenticationConfiguration with `anonymous: { enabled: true, conditions: [{ path: /livez }, '
    + '{ path: /readyz }, { path: /healthz }] }`, or --anonymous-auth=false.',
  controls: ['CIS-2.0:1.2.1'],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration'],
  bad: staticPod('kube-apiserver', '--anonymous-auth=true'),
  good: staticPod('kube-apiserver', '--anonymous-auth=false'),
  subject: subject<Source>('API servers and AuthenticationConfiguration objects', (context) => [
    ...apiServers.select(context).map(({ value, object }): Selected<Source> => ({ value: { server: value }, object })),
    ...context.inventory
      .byKind(CONFIGURATION_GROUP, KIND)
      .map((object): Selected<Source> => ({ value: { configuration: object }, object })),
  ]),
  options,
  check: (source, context, { paths }: OptionValues<typeof options>) =>
    'server' in source ? ofServer(source.server, context) : ofConfiguration(source.configuration, paths),
});

function ofServer(server: CataloguedFlags, { inventory, kubernetes }: CheckContext): readonly Outcome[] {
  const file = effectiveFlag(server, 'authentication-config', kubernetes);
  const flag = effectiveFlag(server, 'anonymous-auth', kubernetes);
  if (flag.unclear !== undefined) return notKnown(flag);
  const allowed = parseGoBool(flag.value);
  if (allowed === undefined) return malformed(flag, 'a boolean');
  if (!allowed) return NONE;
  // With a flag that is written, a file that decides it too keeps the API server from starting.
  if (flag.origin !== 'input' && file.unclear !== undefined) return notKnown(file);
  if (flag.origin !== 'input' && file.value !== '') {
    const configurations = configurationsAt(inventory, KIND, server, file.value);
    if (configurations.length === 0) {
      return [undecided(file.path, `${file.value} is not in the input, so whether anonymous requests are served is not known`)];
    }
    if (configurations.every(({ json }) => !isUnset(json.anonymous))) return NONE;
  }
  return [{ path: flag.path, message: `${stateOf(flag)}, so ${CONSEQUENCE}` }];
}

function ofConfiguration({ json }: KubeObject, paths: readonly string[]): readonly Outcome[] {
  if (isUnset(json.anonymous)) return NONE;
  if (!isObject(json.anonymous)) {
    return [undecided('anonymous', `anonymous is ${typeName(json.anonymous)}, so the API server does not start`)];
  }
  const { enabled = false, conditions } = json.anonymous;
  if (typeof enabled !== 'boolean') {
    return [undecided('anonymous.enabled', `anonymous.enabled is ${typeName(enabled)}, so the API server does not start`)];
  }
  if (!enabled) return NONE;
  if (isUnset(conditions) || (Array.isArray(conditions) && conditions.length === 0)) {
    return [{ path: 'anonymous.conditions', message: `anonymous.enabled is true for every path, so ${CONSEQUENCE}` }];
  }
  if (!Array.isArray(conditions)) {
    return [undecided('anonymous.conditions', `anonymous.conditions is ${typeName(conditions)}, so the API server does not start`)];
  }
  return conditions.flatMap((condition, index): readonly Outcome[] => {
    const { path } = asObject(condition);
    const place = `anonymous.conditions[${index}].path`;
    if (typeof path !== 'string') return [undecided(place, `the path is ${typeName(path)}, so the API server does not start`)];
    if (paths.some((allowed) => path === allowed || path.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`))) return NONE;
    return [{ path: place, message: `anonymous requests are served at ${path}` }];
  });
}

import { undecided, type CheckContext, type Outcome, type Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import { componentFlags, type ComponentFlags } from '../../kubernetes/components/component-flags';
import type { CataloguedComponent } from '../../kubernetes/components/flags/catalogue';
import { effectiveFlag, type CataloguedFlags, type EffectiveFlag } from '../../kubernetes/components/flags/effective-flag';
import { parseGoBool } from '../../kubernetes/components/flags/go-values';
import { NONE } from '../../kubernetes/objects/collect';

/** The API servers of the input: containers that run one, and what kubeadm's configuration makes of them. */
export const apiServers = programs('API servers', 'kube-apiserver');
/** The same of controller managers. */
export const controllerManagers = programs('controller managers', 'kube-controller-manager');
/** The same of controller managers and schedulers. */
export const controllers = programs('controller managers and schedulers', 'kube-controller-manager', 'kube-scheduler');
/** The same of all three. */
export const controlPlane = programs(
  'API servers, controller managers and schedulers',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
);
/** Everything whose flags are known by release. */
export const catalogued = programs(
  'components of Kubernetes',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
);

function programs(name: string, ...components: readonly CataloguedComponent[]): Subject<CataloguedFlags> {
  const isOne = (program: ComponentFlags): program is CataloguedFlags =>
    program.component !== 'etcd' && components.includes(program.component);
  return subject(name, ({ inventory }) =>
    componentFlags(inventory)
      .filter(isOne)
      .map((value) => ({ value, object: value.object })),
  );
}

/** A check of one flag: what it says of the value, unless that is not known. */
export function onFlag(
  name: string,
  check: (flag: EffectiveFlag, context: CheckContext) => readonly Outcome[],
): (program: CataloguedFlags, context: CheckContext) => readonly Outcome[] {
  return (program, context) => {
    const flag = effectiveFlag(program, name, context.kubernetes);
    return flag.unclear === undefined ? check(flag, context) : notKnown(flag);
  };
}

/** What is said of a flag whose value is not known. Of a program whose flags are not all seen it is said once. */
export function notKnown({ label, path, unclear, origin }: EffectiveFlag): readonly Outcome[] {
  const cause = { of: origin === 'input' ? label : 'flags that are not seen' };
  return [{ ...undecided(path, `${label} is not known: ${unclear}`), cause }];
}

/** What the flag is, in words: `--profiling is not set, and true by default`. */
export function stateOf({ label, value, origin }: EffectiveFlag): string {
  if (origin === 'input') return value === '' ? `${label} is empty` : `${label} is ${value}`;
  return value === '' || origin === 'kubeadm' ? `${label} is not set` : `${label} is not set, and ${value} by default`;
}

/** A check of a switch, which has to be on or off. */
export function switchIs(name: string, wanted: boolean, consequence: string) {
  return onFlag(name, (flag) => {
    const value = parseGoBool(flag.value);
    if (value === undefined) return malformed(flag, 'a boolean');
    return value === wanted ? NONE : [{ path: flag.path, message: `${stateOf(flag)}, so ${consequence}` }];
  });
}

/** What is said of a text that the component does not take: `control-plane/flag-values` finds it, and others cannot decide. */
export function malformed({ label, path, value }: EffectiveFlag, wanted: string): readonly Outcome[] {
  return [undecided(path, `${label} is ${JSON.stringify(value)}, which is not ${wanted}, so the component does not start`)];
}

/** The smallest manifest of a component: a static pod with these flags. */
export function staticPod(component: CataloguedComponent, ...flags: readonly string[]): string {
  return (
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${component}, namespace: kube-system }, `
    + `spec: { containers: [{ name: ${component}, command: [${[component, ...flags].map((word) => JSON.stringify(word)).join(', ')}] }] } }`
  );
}

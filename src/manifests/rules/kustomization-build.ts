import { defineRule, undecided, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { everyObject, subject } from '../../engine/subjects';
import type { KubeObject } from '../../kubernetes/objects/object';
import { asArray, isObject, isUnset } from '../../text/json';

/** Whatever kind they state: of one that is misspelt kustomize builds nothing. */
const kustomizations = subject('Kustomizations', (context) =>
  everyObject.select(context).filter(({ value }) => value.group === 'kustomize.config.k8s.io'),
);

export const kustomizationBuild = defineRule({
  id: 'manifests/kustomization-build',
  title: 'Kustomizations must build, and must be checked as they build',
  description:
    'Objects are checked as kustomize builds them: with patches, namespaces, images, replicas and labels. An entry of `patches` with both '
    + '`path` and `patch`, or with neither, is a violation, because kustomize builds nothing then.\n\n'
    + 'Unknown is what is not applied to the checked objects, at the object that it is about or else at the kustomization: generators, '
    + 'charts, transformers and replacements, resources and patches that are not in the input, and patches whose effect is not certain. '
    + '`check --render` has kustomize or kubectl build it, and then nothing of that is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Correct the entry. Where it is not applied here, run `cdk8s-hardened check --render`, or check the output of `kustomize build`.',
  sources: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/'],
  bad: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [deployment.yaml]
patches: [{ target: { kind: Deployment } }]`,
  good: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [deployment.yaml]
patches: [{ path: replicas.yaml, target: { kind: Deployment } }]`,
  subject: kustomizations,
  check: requireBuild,
});

function requireBuild(kustomization: KubeObject): readonly Outcome[] {
  const broken = asArray(kustomization.json.patches).flatMap(brokenPatch);
  const known = new Set(broken.map(({ path }) => path));
  const unapplied = (kustomization.origin.unapplied ?? []).filter(({ path }) => !known.has(path));
  return [
    ...broken,
    ...unapplied.map(({ what, path, object }) => {
      if (!object) return undecided(path, `not all of the kustomization is applied to what is checked: ${what}`);
      const related = [{ object: kustomization, path, what: 'not applied' }];
      return { ...undecided('', `not all of a kustomization is applied to it here: ${what}`), object, related };
    }),
  ];
}

function brokenPatch(entry: unknown, index: number): readonly Outcome[] {
  if (!isObject(entry) || isEmpty(entry.path) !== isEmpty(entry.patch)) return [];
  const has = isEmpty(entry.path) ? 'neither path nor patch' : 'both path and patch';
  return [{ path: `patches[${index}]`, message: `the patch has ${has}, so kustomize builds nothing of this kustomization` }];
}

function isEmpty(value: unknown): boolean {
  return isUnset(value) || value === '';
}

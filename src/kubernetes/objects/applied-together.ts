import type { Origin } from './object';

/** Whether two manifests are applied to one cluster, one after the other. */
export enum Together {
  YES = 'yes',
  /** They are alternatives: the same object for two environments, say. */
  NO = 'no',
  UNKNOWN = 'unknown',
}

/** How it is told of two manifests whether they are applied together. */
export type TogetherTest = (one: Origin, other: Origin) => Together;

/** Of manifests that are known to be apart, such as those of several clusters. */
export const apart: TogetherTest = () => Together.NO;

/**
 * The input is applied as a whole, as by `kubectl apply -R -f`, except what is known to be an alternative: files that no kustomization has
 * in common, and files that are told apart by the name of an environment.
 */
export const appliedTogether: TogetherTest = (one, other) => {
  if (one.file === undefined || other.file === undefined) return Together.YES;
  if (areOfOneSource(one, other)) return Together.NO;
  const [first, second] = [one.builds, other.builds];
  if (one.file === other.file && !(first && second)) return Together.YES;
  if (first && second) return first.some((name) => second.includes(name)) ? Together.YES : Together.NO;
  if (areVariants(one.file, other.file)) return Together.NO;
  return first || second ? Together.UNKNOWN : Together.YES;
};

/** Of what kustomizations make of one object, none overwrites another: kustomize does not build two objects of one name. */
function areOfOneSource(one: Origin, other: Origin): boolean {
  if (!one.variants || !other.variants) return false;
  return one.file === other.file && one.document === other.document && one.prefix === other.prefix;
}

/** Folders whose sub-folders are alternatives. */
const VARIANTS = new Set(
  (
    'overlay overlays env envs environment environments cluster clusters region regions stage stages variant variants tenant tenants '
    + 'customer customers example examples sample samples test tests testdata fixtures e2e docs tutorial tutorials lab labs demo demos '
    + 'versions releases'
  ).split(' '),
);

/** Words by which environments are called. */
const ENVIRONMENTS = new Set(
  (
    'dev develop development test testing tst qa int integration stage staging stg uat acc acceptance preprod preproduction pre prod prd '
    + 'production live nonprod local minikube kind sandbox sbx demo canary blue green dr ci e2e perf'
  ).split(' '),
);
const REGION = /(?:^|[-_.])(?:us|eu|ap|ca|sa|af|me|il|cn|mx|asia|europe|northamerica|southamerica|australia)-?(?:gov-)?[a-z]+-?\d/;
const NUMBERED = /^(?:cluster|region|zone|site|env|stage|tenant|customer)[-_.]?(?:\d+|[a-z])$/;

function areVariants(one: string, other: string): boolean {
  const [first, second] = [one.split(/[\\/]/), other.split(/[\\/]/)];
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const [here, there] = [first[at] ?? '', second[at] ?? ''];
  const [isFile, isOtherFile] = [at === first.length - 1, at === second.length - 1];
  if (isFile && isOtherFile) return withoutEnvironment(here) === withoutEnvironment(there);
  if (!isFile && !isOtherFile && at > 0 && VARIANTS.has(first[at - 1]!)) return true;
  const [environment, otherEnvironment] = [environmentOf(here), environmentOf(there)];
  return environment !== '' && otherEnvironment !== '' && environment !== otherEnvironment;
}

/** `netpol-*.yaml` of `netpol-dev.yaml`; the name itself where it has no such word. */
function withoutEnvironment(name: string): string {
  const words = name.toLowerCase().split(/[-_.]/);
  return words.some(isEnvironmentWord) ? words.map((word) => (isEnvironmentWord(word) ? '*' : word)).join('-') : name;
}

/** The words of a name that tell an environment; '' for none. */
function environmentOf(name: string): string {
  const lower = name.toLowerCase();
  const words = lower.split(/[-_.]/).filter(isEnvironmentWord);
  return [...words, ...(REGION.test(lower) || NUMBERED.test(lower) ? [lower] : [])].join();
}

function isEnvironmentWord(word: string): boolean {
  return ENVIRONMENTS.has(word) || ENVIRONMENTS.has(/^([a-z]+)\d*$/.exec(word)?.[1] ?? '');
}

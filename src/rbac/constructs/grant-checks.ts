import { refusal } from '../../cdk8s/refusal';
import { apiResource, builtInGroups, groupsWith, isBuiltInGroup, resourcesOf } from '../../kubernetes/rbac/api-resources';
import { namesItsObject } from '../../kubernetes/rbac/policy-rule';
import { nearest } from '../../text/nearest';

/** What a grant is on. */
export interface GrantParts {
  readonly group: string;
  readonly resource: string;
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

const PLACE = 'Grant';
const VERBS: readonly string[] = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const URL_VERBS: readonly string[] = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];
const GROUP = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const RESOURCE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?)?$/;
const CONTROL = /[\u0000-\u001f\u007f]/;

const quote = (text: unknown) => JSON.stringify(text) ?? String(text);

function refuse(fact: string, consequence: string, remedy: string): never {
  throw refusal(PLACE, { fact, consequence, remedy });
}

function refuseWildcard(what: string, text: string, remedy: string): void {
  if (text.includes('*')) {
    refuse(`the ${what} ${quote(text)} is a wildcard`, 'so the grant would reach unnamed things, or nothing', remedy);
  }
}

/** @throws Error when no such resource exists */
export function checkResource(group: string, resource: string): void {
  if (typeof group !== 'string') {
    refuse(
      `the API group is ${quote(group)}`,
      'so it is unclear which API is meant',
      'Write it as text: "apps", or "" for the core group.',
    );
  }
  if (typeof resource !== 'string') {
    refuse(`the resource is ${quote(resource)}`, 'so it is unclear what is granted', 'Write its plural as text, such as "deployments".');
  }
  refuseWildcard('API group', group, 'Write a grant for each group that is needed.');
  refuseWildcard('resource', resource, 'Write a grant for each resource that is needed.');
  if (!isBuiltInGroup(group)) {
    if (group.includes('/')) {
      refuse(
        `the API group ${quote(group)} contains a slash`,
        'so no request would match it',
        `Write the group without its version: ${quote(group.slice(0, group.indexOf('/')))}.`,
      );
    }
    if (group === 'core' || /^v\d/.test(group)) {
      refuse(`the API group ${quote(group)} does not exist`, 'so no request would match it', 'Write "" for the core group.');
    }
    if (!GROUP.test(group)) {
      refuse(
        `${quote(group)} is not an API group`,
        'so no request would match it',
        'Write the group in lower case, such as "apps" or "cert-manager.io".',
      );
    }
    // Groups of custom resources have a dot; without one it is a built-in group, misspelt.
    if (!group.includes('.')) {
      refuse(
        `the API group ${quote(group)} does not exist`,
        'so no request would match it',
        whereItIs(resource) ?? `Did you mean ${quote(nearest(group, builtInGroups()))}?`,
      );
    }
    if (!RESOURCE.test(resource)) {
      refuse(
        `${quote(resource)} is not a resource`,
        'so no request would match it',
        'Write its plural in lower case, such as "certificates" or "certificates/status".',
      );
    }
    return;
  }
  if (apiResource(group, resource)) return;
  const where = group === '' ? 'the core group' : `the group ${quote(group)}`;
  refuse(
    `there is no resource ${quote(resource)} in ${where}`,
    'so the grant would give nothing',
    whereItIs(resource) ?? `Did you mean ${quote(nearest(resource, resourcesOf(group)))}?`,
  );
}

function whereItIs(resource: string): string | undefined {
  const groups = groupsWith(resource).map((group) => (group === '' ? 'the core group, ""' : `the group ${quote(group)}`));
  return groups.length === 0 ? undefined : `It is in ${groups.join(' and in ')}.`;
}

/** @throws Error when what has been named so far has no subresources */
export function checkSubresource({ resource, urls }: GrantParts, name: string): void {
  if (urls.length > 0) refuse('a subresource is given for URLs', 'which have none', 'Begin with Grant.on(group, resource).');
  if (resource.includes('/')) {
    refuse(
      `the subresource ${quote(name)} is given for ${quote(resource)}`,
      'which is a subresource itself',
      'Begin with the resource alone.',
    );
  }
}

/** @throws Error for URLs that no grant should have */
export function checkUrls(urls: readonly string[]): void {
  if (urls.length === 0) refuse('no URL is named', 'so the grant would give nothing', 'Name at least one, such as "/metrics".');
  for (const url of urls) {
    if (typeof url !== 'string' || !/^\/[^\s?#]*$/.test(url) || CONTROL.test(url)) {
      refuse(`${quote(url)} is not the path of a URL`, 'so no request would match it', 'Write a path such as "/metrics".');
    }
    refuseWildcard('URL', url, 'Name each path that is needed.');
  }
  refuseTwice('URL', urls);
}

/** @throws Error for names that confine nothing */
export function checkNames({ urls }: GrantParts, names: readonly string[]): void {
  if (urls.length > 0) {
    refuse(
      'names are given for URLs',
      'so the API server would reject the role',
      'Leave out named(): a grant on URLs is confined by the paths.',
    );
  }
  if (names.length === 0) {
    refuse('named() is given no name', 'so the grant would be on every object', 'Name the objects, or leave out named().');
  }
  for (const name of names) {
    if (typeof name !== 'string' || name.trim() === '' || name !== name.trim() || CONTROL.test(name)) {
      refuse(
        `${quote(name)} is not the name of an object`,
        'so the grant would be on something else than it says',
        'Write the name of an existing object.',
      );
    }
    refuseWildcard('name', name, 'Name each object: RBAC takes "*" for a plain name.');
  }
  refuseTwice('name', names);
}

/** @throws Error for verbs that are too much, or that have no effect */
export function checkVerbs({ group, resource, names, urls }: GrantParts, verbs: readonly string[]): void {
  if (verbs.length === 0) {
    refuse('no verb is given', 'so the API server would reject the role', 'Name the verbs that are needed, such as "get".');
  }
  for (const verb of verbs) {
    if (typeof verb !== 'string') {
      refuse(`the verb is ${quote(verb)}`, 'so it is unclear what is granted', 'Write it as text, such as "get".');
    }
    refuseWildcard('verb', verb, 'Name the verbs that are needed.');
    if (/^(escalate|bind|impersonate([:-].*)?)$/.test(verb)) {
      refuse(
        `the verb "${verb}" lets its holder take rights that were not granted`,
        'so the role would have no bounds',
        'Grant the rights themselves to the subjects that need them.',
      );
    }
    checkKnown(group, resource, urls, verb);
    if (names.length > 0 && !namesItsObject(verb, resource)) {
      refuse(
        `${verb} on ${resource} is confined to names`,
        'which such requests do not carry, so the grant would give nothing',
        `Grant ${verb} on its own, without named().`,
      );
    }
  }
  refuseTwice('verb', verbs);
}

function checkKnown(group: string, resource: string, urls: readonly string[], verb: string): void {
  if (urls.length > 0) {
    if (!URL_VERBS.includes(verb)) {
      refuse(`${quote(verb)} is not a verb for URLs`, 'so the grant would give nothing', `Use ${URL_VERBS.join(', ')}.`);
    }
    return;
  }
  // `use` is required by admission of other projects, such as OpenShift's SecurityContextConstraints.
  const known = apiResource(group, resource)?.verbs ?? (isBuiltInGroup(group) ? VERBS : [...VERBS, 'use']);
  if (known.includes(verb)) return;
  refuse(`${quote(verb)} is not a verb that is requested on ${resource}`, 'so the grant would give nothing', `Use ${known.join(', ')}.`);
}

function refuseTwice(noun: string, items: readonly string[]): void {
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) refuse(`the ${noun} ${quote(twice)} is given twice`, 'so another one may be missing', 'Write each once.');
}

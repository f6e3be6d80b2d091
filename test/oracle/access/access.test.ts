import * as fc from 'fast-check';
import { Access, userIdentity } from '../../../src/analysis/access';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import type { PolicyRule } from '../../../src/kubernetes/rbac/policy-rule';
import type { JsonObject } from '../../../src/text/json';
import { guarantee } from '../../support/guarantee';
import { describeProof, requireTools } from '../../support/requirements';
import * as drawn from './clusters';
import { startLibrary, type Answer, type Library, type Question, type UpstreamRule } from './library';

/** Sets of roles and bindings: a twenty-fifth of `CDK8S_HARDENED_ORACLE_RUNS`; and the seed that a failure prints. */
const SETS = Math.ceil(Number(process.env.CDK8S_HARDENED_ORACLE_RUNS ?? 5000) / 25);
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);
const REQUESTS = 500;
const URLS = 30;
const WRITES = 20;

const WORDS = [
  ...new Set([
    ...drawn.VERBS,
    'head',
    ...drawn.GROUPS,
    ...drawn.PLAIN_RESOURCES,
    ...drawn.SUBRESOURCES,
    ...drawn.NAMES,
    ...drawn.NAMESPACES,
    ...drawn.ASKED_URLS,
  ]),
];
const IDENTITIES = drawn.USERS.map(({ name, groups }) => userIdentity(name, groups));

/** Questions, in an order that follows from a number alone. */
function questions(seed: number): Pick<Question, 'requests' | 'urls' | 'writes'> {
  let state = seed;
  const below = (count: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) % 2 ** 32;
    return Math.floor(((state / 2 ** 32 + 1) % 1) * count);
  };
  const pick = (words: readonly string[]) => WORDS.indexOf(words[below(words.length)]!);
  const of = (count: number, make: () => readonly number[]) => Array.from({ length: count }, make);
  const user = () => below(drawn.USERS.length);
  return {
    requests: of(REQUESTS, () => [
      user(),
      ...[drawn.VERBS, drawn.GROUPS, drawn.PLAIN_RESOURCES, drawn.SUBRESOURCES, drawn.NAMES, drawn.NAMESPACES].map(pick),
    ]),
    urls: of(URLS, () => [user(), pick(['get', 'head', '*']), pick(drawn.ASKED_URLS)]),
    writes: of(WRITES, () => [user(), pick(drawn.NAMESPACES), below(2 ** 16)]),
  };
}

function accessTo(cluster: drawn.Cluster): Access {
  const { clusterRoles, roles, clusterRoleBindings, roleBindings } = cluster;
  const objects = [...clusterRoles, ...roles, ...clusterRoleBindings, ...roleBindings];
  return new Access(new Inventory(objects.map((json) => toKubeObject(json, {})!)));
}

function isCircular({ rbac }: Access): boolean {
  return rbac.roles.some((role) => role.selectors && rbac.members(role).some((member) => rbac.members(member).includes(role)));
}

/** Where no roles aggregate one another in a circle: what comes of that depends on the order in which the controller gets to them. */
const acyclic = drawn.clusters.map((cluster) => ({ cluster, access: accessTo(cluster) })).filter(({ access }) => !isCircular(access));

const textOf = (list: readonly string[] = []) => `[${list.map((item) => JSON.stringify(item)).join(' ')}]`;
const lack = (rule: PolicyRule) =>
  [rule.verbs, rule.apiGroups, rule.resources, rule.resourceNames, rule.nonResourceURLs].map(textOf).join(' ');

function ourAnswer(access: Access, { requests, urls, writes, words, clusterRoles }: Question): Omit<Answer, 'rules'> {
  const word = (index: number) => words[index]!;
  const digit = (isAllowed: boolean) => (isAllowed ? '1' : '0');
  return {
    allowed: requests
      .map(([user, verb, group, resource, subresource, name, namespace]) =>
        digit(
          access.can(IDENTITIES[user!]!, {
            verb: word(verb!),
            group: word(group!),
            resource: word(resource!),
            subresource: word(subresource!),
            name: word(name!),
            namespace: word(namespace!),
          }).verdict === 'allowed',
        ),
      )
      .join(''),
    urls: urls
      .map(([user, verb, url]) => digit(access.can(IDENTITIES[user!]!, { verb: word(verb!), url: word(url!) }).verdict === 'allowed'))
      .join(''),
    writes: writes.map(([user, namespace, role]) => {
      const name = (clusterRoles[role!]!.metadata as JsonObject).name as string;
      const rules = access.rbac.effectiveRules(access.rbac.find('ClusterRole', '', name)!);
      return [...new Set(access.missing(IDENTITIES[user!]!, word(namespace!), rules).map(lack))].sort();
    }),
  };
}

const ruleText = ({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: UpstreamRule | PolicyRule) =>
  [verbs ?? [], apiGroups, resources, resourceNames, nonResourceURLs].map((list) => textOf(list ?? [])).join(' ');

describeProof('effective permissions and the code of the API server', requireTools(['go']), () => {
  let library: Library;
  beforeAll(() => {
    library = startLibrary();
  }, 1_800_000);
  afterAll(() => library?.stop());

  guarantee(
    ['rbac/dangling-role-ref', 'rbac/aggregated-own-rules'],
    'who may do what, what is an escalation, and what aggregated roles hold are decided as Kubernetes does',
    async () => {
      const asked = { requests: 0, allowed: 0, refused: 0, aggregated: 0 };
      await fc.assert(
        fc.asyncProperty(acyclic, fc.integer(), async ({ cluster, access }, seed) => {
          const { requests, urls, writes } = questions(seed);
          const question: Question = {
            ...cluster,
            aggregate: true,
            words: WORDS,
            users: drawn.USERS,
            requests,
            urls,
            writes: writes.map(([user, namespace, role]) => [user!, namespace!, role! % cluster.clusterRoles.length]),
          };
          const { rules, ...answer } = await library.ask(question);
          const ours = ourAnswer(access, question);
          asked.requests += requests.length + urls.length;
          asked.allowed += answer.allowed.split('1').length - 1;
          asked.refused += answer.writes.filter((missing) => missing.length > 0).length;
          expect(ours).toEqual(answer);
          for (const role of access.rbac.roles.filter(({ kind }) => kind === 'ClusterRole')) {
            if (role.selectors) asked.aggregated += 1;
            const held = new Set(access.rbac.effectiveRules(role).map(ruleText));
            expect([role.name, [...held].sort()]).toEqual([role.name, [...new Set((rules![role.name] ?? []).map(ruleText))].sort()]);
          }
        }),
        { numRuns: SETS, seed: SEED },
      );
      expect(asked.requests).toBe(SETS * (REQUESTS + URLS));
      expect(Math.min(asked.allowed / 20, asked.refused, asked.aggregated)).toBeGreaterThan(SETS);
    },
    600_000,
  );
});

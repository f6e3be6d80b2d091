import { resourceNamesWithoutEffect } from '../../../../src/rbac/rules/roles/resource-names-without-effect';
import { findings } from '../../../support/findings';
import { role, rule } from '../../manifests';

const at = 'Role payments/r rules[0]';

test.each<[string, object, string[]]>([
  ['no names', rule([''], ['configmaps'], ['create']), []],
  [
    'names with verbs that carry one',
    rule([''], ['configmaps'], ['get', 'list', 'watch', 'update', 'patch', 'delete'], { resourceNames: ['api'] }),
    [],
  ],
  [
    'create',
    rule([''], ['configmaps', 'services'], ['get', 'create'], { resourceNames: ['api'] }),
    [`${at}.verbs[1]: rules[0] names objects, which create requests for configmaps, services do not, so it allows none of them`],
  ],
  ['create of a subresource', rule([''], ['serviceaccounts/token', 'pods/exec'], ['create'], { resourceNames: ['api'] }), []],
  [
    'create of both',
    rule([''], ['pods', 'pods/exec'], ['create'], { resourceNames: ['api'] }),
    [`${at}.verbs[0]: rules[0] names objects, which create requests for pods do not, so it allows none of them`],
  ],
  [
    'deletecollection',
    rule([''], ['pods'], ['deletecollection'], { resourceNames: ['api'] }),
    [`${at}.verbs[0]: rules[0] names objects, which deletecollection requests for pods do not, so it allows none of them`],
  ],
  ['create of every resource, some of which are named', rule([''], ['*'], ['create'], { resourceNames: ['api'] }), []],
  [
    'deletecollection of every resource',
    rule([''], ['*'], ['deletecollection'], { resourceNames: ['api'] }),
    [`${at}.verbs[0]: rules[0] names objects, which deletecollection requests for * do not, so it allows none of them`],
  ],
  ['every verb: the other rule is about that', rule([''], ['pods'], ['*'], { resourceNames: ['api'] }), []],
  [
    'an empty list',
    rule([''], ['pods'], ['get'], { resourceNames: [] }),
    [`${at}.resourceNames: rules[0].resourceNames is an empty list, which means every name`],
  ],
  ['null', rule([''], ['pods'], ['get'], { resourceNames: null }), []],
  [
    'a star',
    rule([''], ['pods'], ['get'], { resourceNames: ['api', '*'] }),
    [`${at}.resourceNames[1]: rules[0].resourceNames[1] is "*", which is a plain name that no object has`],
  ],
  ['a star that is asked for', rule(['authentication.k8s.io'], ['admissionReviewAPIGroups'], ['attest'], { resourceNames: ['*'] }), []],
  [
    'the empty name',
    rule([''], ['secrets'], ['create'], { resourceNames: [''] }),
    [`${at}.resourceNames[0]: rules[0].resourceNames[0] is "", which matches every request that names no object, such as list and create`],
  ],
  [
    'a text in place of the list',
    rule([''], ['pods'], ['create'], { resourceNames: 'api' }),
    [`? ${at}.resourceNames: rules[0].resourceNames is a string, not a list, so the API server rejects the object`],
  ],
])('%s', (_, item, expected) => {
  expect(findings(resourceNamesWithoutEffect, [role([item])])).toEqual(expected);
});

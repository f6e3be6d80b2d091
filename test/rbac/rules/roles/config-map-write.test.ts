import { configMapWrite } from '../../../../src/rbac/rules/roles/config-map-write';
import { table } from '../../../support/pods';

const role = (rule: object, kind = 'Role') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'editor', ...(kind === 'Role' ? { namespace: 'shop' } : {}) },
  rules: [{ apiGroups: [''], resources: ['configmaps'], ...rule }],
});
const found = (what: string, label = 'Role shop/editor') =>
  `${label} rules[0].resources[0]: rules[0] grants ${what}, which lets its holder change the settings of programs and of the cluster`;

table(configMapWrite, [
  ['reading', role({ verbs: ['get', 'list', 'watch'] }), []],
  ['changing', role({ verbs: ['get', 'update', 'delete'] }), [found('update, delete on configmaps')]],
  ['cluster-wide', role({ verbs: ['patch'] }, 'ClusterRole'), [found('patch on configmaps', 'ClusterRole editor')]],
  ['named ones', role({ verbs: ['update', 'patch'], resourceNames: ['settings'] }), []],
  ['an empty list of names', role({ verbs: ['update'], resourceNames: [] }), [found('update on configmaps')]],
  ['an empty name', role({ verbs: ['create'], resourceNames: [''] }), [found('create on configmaps')]],
  ['of another group', role({ apiGroups: ['example.com'], verbs: ['update'] }), []],
  ['no verbs', role({ verbs: [] }), ['? Role shop/editor rules[0].verbs: rules[0] names no verb, so the API server rejects the object']],
  ['Secrets', role({ resources: ['secrets'], verbs: ['update'] }), []],
]);

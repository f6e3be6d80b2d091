import type { Manifest } from './client';
import type { Cluster } from './cluster';

const RBAC = 'rbac.authorization.k8s.io';
let times = 0;

/**
 * Waits until the authorizer knows of every role and binding that has been made or changed: it follows them by watches of its own, in which
 * what is made now comes after what was made before.
 */
export async function authorizerSettled(cluster: Cluster): Promise<void> {
  const name = `settled-${++times}`;
  const subjects = [{ apiGroup: RBAC, kind: 'User', name }];
  const make = (kind: string, metadata: object, content: object): Manifest => ({
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name, ...metadata },
    ...content,
  });
  const rules = (verb: string) => ({ rules: [{ apiGroups: ['example.com'], resources: ['settled'], verbs: [verb] }] });
  const objects = [
    make('Role', { namespace: 'default' }, rules('get')),
    make('RoleBinding', { namespace: 'default' }, { roleRef: { apiGroup: RBAC, kind: 'Role', name }, subjects }),
    make('ClusterRole', {}, rules('list')),
    make('ClusterRoleBinding', {}, { roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name }, subjects }),
  ];
  for (const object of objects) {
    const { status, body } = await cluster.admin.create(object);
    if (status !== 201) throw new Error(`${object.kind} ${name}: ${body.message}`);
  }
  const deadline = Date.now() + 20_000;
  for (const verb of ['get', 'list']) {
    for (;;) {
      const spec = { user: name, resourceAttributes: { verb, group: 'example.com', resource: 'settled', namespace: 'default' } };
      const { body } = await cluster.admin.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec },
      });
      if (body.status?.allowed === true) break;
      if (Date.now() > deadline) throw new Error(`The authorizer does not know of ${name} after 20 s: ${JSON.stringify(body)}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

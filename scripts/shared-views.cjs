const { practiceOf } = require('./import-arrows.cjs');

/**
 * Kinds that the kubernetes layer reads, each with what to ask instead of the inventory. A practice that reads one of them for itself reads
 * it differently sooner or later, and then two rules of one report contradict each other.
 */
const VIEWS = {
  '/Service': 'services, servicesIn or podsOfService of kubernetes/services',
  '/PersistentVolumeClaim': 'claims of kubernetes/storage/claims',
  '/LimitRange': 'limitRangesIn of kubernetes/quota/limit-ranges, or resourceDefaults',
  'autoscaling/HorizontalPodAutoscaler': 'autoscalers of kubernetes/scale/autoscalers, or the scale of a workload',
  'keda.sh/ScaledObject': 'autoscalers of kubernetes/scale/autoscalers, or the scale of a workload',
  'networking.k8s.io/NetworkPolicy': 'networkPolicies or policiesIn of kubernetes/network/network-policy',
  'pod-security.admission.config.k8s.io/PodSecurityConfiguration': 'podSecuritySettings of kubernetes/admission',
  'apiserver.config.k8s.io/AdmissionConfiguration': 'podSecuritySettings of kubernetes/admission',
};
for (const kind of ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']) {
  VIEWS[`rbac.authorization.k8s.io/${kind}`] = 'rbacView of kubernetes/rbac/rbac';
}
for (const kind of [
  '/Pod',
  '/PodTemplate',
  '/ReplicationController',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'batch/CronJob',
  'batch/Job',
]) {
  VIEWS[kind] = 'podViews of kubernetes/pods/pod-view, or workloads of kubernetes/scale/workloads';
}

/** @type {import('eslint').Rule.RuleModule} */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'practices ask the views of the kubernetes layer, and do not scan kinds that have one' },
    messages: {
      scan:
        'A practice must not read {{kind}} objects from the inventory itself: use {{view}}. Where a fact is read twice, two rules come to '
        + 'contradict each other in one report.',
    },
  },
  create(context) {
    if (practiceOf(context.filename) === undefined) return {};
    const textsOf = (node, scope) => {
      if (!node) return [];
      if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
      if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return [node.quasis[0].value.cooked];
      if (node.type !== 'Identifier') return [];
      for (let at = scope; at; at = at.upper) {
        const variable = at.set.get(node.name);
        if (variable) return variable.defs.flatMap(({ node: { id, init } }) => (id?.type === 'Identifier' ? textsOf(init, at.upper) : []));
      }
      return [];
    };
    return {
      'CallExpression[callee.property.name="byKind"]'(node) {
        const scope = context.sourceCode.getScope(node);
        const [group, kind] = node.arguments.map((argument) => textsOf(argument, scope)[0]);
        const view = group === undefined || kind === undefined ? undefined : VIEWS[`${group}/${kind}`];
        if (view !== undefined) context.report({ node, messageId: 'scan', data: { kind, view } });
      },
    };
  },
};

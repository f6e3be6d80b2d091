// Compiled and run once for each release of cdk8s-plus that run.sh names, in place of cdk8s-plus-28: all must print the same.
import { App, Chart, Cron, Testing, Yaml } from 'cdk8s';
import { Cidr, Grant, IsolatedNamespace, LeastPrivilegeRole, Port, Subject, type IPods, type IRbacSubject } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const app = new App();
const shop = new IsolatedNamespace(app, 'shop', { informationSystem: 'shop' });
const data = new IsolatedNamespace(app, 'data', { informationSystem: 'shop' });

const containers = [{ image: 'registry.example.com/app', portNumber: 8443 }];
const service = new kplus.Service(data, 'service', { ports: [{ port: 5432 }] });
const database = new kplus.StatefulSet(data, 'database', { containers, service });
const inShop = kplus.Namespaces.select(shop, 'in-shop', { names: ['shop'] });
const clients: IPods[] = [
  new kplus.Deployment(shop, 'deployment', { containers }),
  new kplus.DaemonSet(shop, 'daemon-set', { containers }),
  new kplus.Job(shop, 'job', { containers }),
  new kplus.CronJob(shop, 'cron-job', { containers, schedule: Cron.hourly() }),
  new kplus.Pod(shop, 'pod', { containers }),
  kplus.Pods.select(shop, 'labelled', { labels: { app: 'web' }, namespaces: inShop }),
  kplus.Pods.select(shop, 'expressions', {
    expressions: [kplus.LabelExpression.in('tier', ['web', 'api']), kplus.LabelExpression.exists('app')],
  }),
];
for (const fromPods of clients) shop.allowTraffic({ fromPods, to: database, ports: [Port.tcp(5432)] });
shop.allowTraffic({ from: clients[0]!, to: database, ports: [Port.tcp(5433)] }); // the former name
shop.allowToCidr({ fromPods: new kplus.Deployment(shop, 'mailer', { containers }), cidr: Cidr.of('192.0.2.0/28'), ports: [Port.tcp(25)] });
data.allowFromIngressController({ to: database, ports: [Port.tcp(8443)], namespaceName: 'ingress', podLabels: { app: 'gateway' } });

const accounts: IRbacSubject[] = [
  new kplus.ServiceAccount(shop, 'account'),
  kplus.User.fromName(shop, 'user', 'jane'),
  kplus.Group.fromName(shop, 'group', 'shop-deployers'),
];
new LeastPrivilegeRole(shop, 'deployer', {
  grants: [Grant.on('', 'pods').toRead()],
  subjects: accounts.map((account) => Subject.of(account)),
});

// @ts-expect-error -- a Service is not pods
const asPods = () => shop.allowTraffic({ fromPods: clients[0]!, to: service, ports: [Port.tcp(1)] });
// @ts-expect-error -- nor is it somebody to be given a role
const asSubject = () => Subject.of(service);
for (const misuse of [asPods, asSubject]) {
  try {
    misuse();
    throw new Error('a misuse was accepted');
  } catch (error) {
    console.log(`# ${(error as Error).message}`);
  }
}

const ours = new Set(['NetworkPolicy', 'Role', 'RoleBinding']);
for (const chart of app.node.children.filter((child) => Chart.isChart(child))) {
  console.log(Yaml.stringify(...Testing.synth(chart as Chart).filter(({ kind }) => ours.has(kind))));
}

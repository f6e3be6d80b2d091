import * as path from 'node:path';

/** Manifests in the shapes of five operators that call the API. */
export const OPERATOR_FOLDER = path.join(__dirname, '..', 'workloads', 'constructs', 'operators');

/** The pods of each of them by name, and whether they need their tokens. */
export const OPERATORS: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  'gitops.yaml': { controller: true, server: true, repository: false, cache: false },
  'certificates.yaml': { 'issuer': true, 'injector': true, 'webhook': true, 'test-page': false },
  'ingress.yaml': { 'controller': true, 'create-certificate': true, 'default-backend': false },
  'monitoring.yaml': { operator: true, prometheus: true, alertmanager: false },
  'secrets.yaml': { controller: true, webhook: true, dashboard: false },
};

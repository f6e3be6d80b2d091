import type { AnyRule } from '../../engine/rule';
import { builtInRoleBinding } from './bindings/built-in-role-binding';
import { clusterAdminBinding } from './bindings/cluster-admin-binding';
import { clusterScope } from './bindings/cluster-scope';
import { danglingRoleRef } from './bindings/dangling-role-ref';
import { dashboardRole } from './bindings/dashboard-role';
import { bootstrapToken } from './credentials/bootstrap-token';
import { clientCertificate } from './credentials/client-certificate';
import { aggregatedOwnRules } from './roles/aggregated-own-rules';
import { configMapWrite } from './roles/config-map-write';
import { escalationVerbs } from './roles/escalation-verbs';
import { powerfulGrantRules } from './roles/powerful-grants';
import { resourceNamesWithoutEffect } from './roles/resource-names-without-effect';
import { resourceNamesWithoutObjects } from './roles/resource-names-without-objects';
import { wildcards } from './roles/wildcards';
import { adminGroupSubject } from './subjects/admin-group-subject';
import { anonymousSubject } from './subjects/anonymous-subject';
import { authenticatedSubject } from './subjects/authenticated-subject';
import { crossNamespaceSubject } from './subjects/cross-namespace-subject';
import { defaultServiceAccountBinding } from './subjects/default-service-account-binding';
import { missingSubjectAccount } from './subjects/missing-subject-account';
import { serviceAccountGroupSubject } from './subjects/service-account-group-subject';

/** The rules of this practice, in the order of the documentation. */
export const rbacRules: readonly AnyRule[] = [
  wildcards,
  escalationVerbs,
  ...powerfulGrantRules,
  resourceNamesWithoutEffect,
  resourceNamesWithoutObjects,
  aggregatedOwnRules,
  clusterAdminBinding,
  builtInRoleBinding,
  adminGroupSubject,
  anonymousSubject,
  authenticatedSubject,
  serviceAccountGroupSubject,
  defaultServiceAccountBinding,
  crossNamespaceSubject,
  clusterScope,
  danglingRoleRef,
  missingSubjectAccount,
  dashboardRole,
  bootstrapToken,
  clientCertificate,
  // Good housekeeping: profile operations
  configMapWrite,
];

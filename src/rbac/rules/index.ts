import { adminGroupSubject } from './subjects/admin-group-subject';
import { anonymousSubject } from './subjects/anonymous-subject';
import { authenticatedSubject } from './subjects/authenticated-subject';
import { builtInRoleBinding } from './bindings/built-in-role-binding';
import { clusterAdminBinding } from './bindings/cluster-admin-binding';
import { clusterScope } from './bindings/cluster-scope';
import { crossNamespaceSubject } from './subjects/cross-namespace-subject';
import { danglingRoleRef } from './bindings/dangling-role-ref';
import { defaultServiceAccountBinding } from './subjects/default-service-account-binding';
import { escalationVerbs } from './roles/escalation-verbs';
import { powerfulGrantRules } from './roles/powerful-grants';
import { resourceNamesWithoutEffect } from './roles/resource-names-without-effect';
import { serviceAccountGroupSubject } from './subjects/service-account-group-subject';
import { wildcards } from './roles/wildcards';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const rbacRules: readonly AnyRule[] = [
  wildcards,
  escalationVerbs,
  ...powerfulGrantRules,
  resourceNamesWithoutEffect,
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
];

// Decides about requests as the RBAC authorizer of the API server does, checks roles for escalation, and aggregates ClusterRoles as the
// controller manager does.
//
// Reads a question a line and answers each with a line. A question has the objects of a cluster, and what is asked of them:
// {"clusterRoles": […], "roles": […], "clusterRoleBindings": […], "roleBindings": […], "aggregate": true, "words": […],
// "users": [{"name": "a", "groups": […]}], "requests": [[user, verb, group, resource, subresource, name, namespace], …],
// "urls": [[user, verb, url], …], "writes": [[user, namespace, role], …]}; numbers are places in words, users and, for a role, in
// clusterRoles. {"allowed": "0110…", "urls": "01…", "writes": ["…"], "rules": {"role": […]}} has a digit for each request in order.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"time"
	"unsafe"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/component-helpers/auth/rbac/validation"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/clusterroleaggregation"
	rulevalidation "k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
)

type question struct {
	ClusterRoles        []*rbacv1.ClusterRole        `json:"clusterRoles"`
	Roles               []*rbacv1.Role               `json:"roles"`
	ClusterRoleBindings []*rbacv1.ClusterRoleBinding `json:"clusterRoleBindings"`
	RoleBindings        []*rbacv1.RoleBinding        `json:"roleBindings"`
	Aggregate           bool                         `json:"aggregate"`
	Words               []string                     `json:"words"`
	Users               []struct {
		Name   string   `json:"name"`
		Groups []string `json:"groups"`
	} `json:"users"`
	Requests [][7]int `json:"requests"`
	URLs     [][3]int `json:"urls"`
	Writes   [][3]int `json:"writes"`
}

type answer struct {
	Allowed string                         `json:"allowed"`
	URLs    string                         `json:"urls"`
	Writes  [][]string                     `json:"writes"`
	Rules   map[string][]rbacv1.PolicyRule `json:"rules,omitempty"`
}

func main() {
	klog.LogToStderr(false)
	klog.SetOutput(discard{})
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		if err := json.Unmarshal(line, &asked); err != nil {
			fail(err)
		}
		text, err := json.Marshal(decide(asked))
		if err != nil {
			fail(err)
		}
		output.Write(append(text, '\n'))
		if input.Buffered() == 0 {
			output.Flush()
		}
	}
}

func decide(asked question) answer {
	found := answer{Writes: [][]string{}}
	if asked.Aggregate {
		asked.ClusterRoles = aggregate(asked.ClusterRoles)
		found.Rules = map[string][]rbacv1.PolicyRule{}
		for _, role := range asked.ClusterRoles {
			found.Rules[role.Name] = role.Rules
		}
	}
	resolver, lists := rulevalidation.NewTestRuleResolver(asked.Roles, asked.RoleBindings, asked.ClusterRoles, asked.ClusterRoleBindings)
	rbacAuthorizer := rbac.New(lists, lists, lists, lists)
	users := []user.Info{}
	for _, each := range asked.Users {
		users = append(users, &user.DefaultInfo{Name: each.Name, Groups: each.Groups})
	}
	ctx := context.Background()
	decideOne := func(record authorizer.AttributesRecord) byte {
		decision, _, _ := rbacAuthorizer.Authorize(ctx, record)
		if decision == authorizer.DecisionAllow {
			return '1'
		}
		return '0'
	}
	word := func(index int) string { return asked.Words[index] }
	allowed := make([]byte, len(asked.Requests))
	for i, r := range asked.Requests {
		allowed[i] = decideOne(authorizer.AttributesRecord{
			User: users[r[0]], ResourceRequest: true, Verb: word(r[1]), APIGroup: word(r[2]), Resource: word(r[3]), Subresource: word(r[4]),
			Name: word(r[5]), Namespace: word(r[6]),
		})
	}
	urls := make([]byte, len(asked.URLs))
	for i, r := range asked.URLs {
		urls[i] = decideOne(authorizer.AttributesRecord{User: users[r[0]], Verb: word(r[1]), Path: word(r[2])})
	}
	for _, w := range asked.Writes {
		writer := genericapirequest.WithNamespace(genericapirequest.WithUser(ctx, users[w[0]]), word(w[1]))
		rules := asked.ClusterRoles[w[2]].Rules
		refused := rulevalidation.ConfirmNoEscalation(writer, resolver, rules) != nil
		owned, _ := resolver.RulesFor(ctx, users[w[0]], word(w[1]))
		covers, missing := validation.Covers(owned, rules)
		if covers == refused {
			fail(fmt.Errorf("ConfirmNoEscalation and Covers differ"))
		}
		texts := map[string]bool{}
		for _, rule := range missing {
			texts[fmt.Sprintf("%q %q %q %q %q", rule.Verbs, rule.APIGroups, rule.Resources, rule.ResourceNames, rule.NonResourceURLs)] = true
		}
		list := []string{}
		for text := range texts {
			list = append(list, text)
		}
		sort.Strings(list)
		found.Writes = append(found.Writes, list)
	}
	found.Allowed, found.URLs = string(allowed), string(urls)
	return found
}

// Has the controller sync every role, one after the other, until it changes none. Its own queue would do the same in no certain order.
func aggregate(roles []*rbacv1.ClusterRole) []*rbacv1.ClusterRole {
	objects := []runtime.Object{}
	for _, role := range roles {
		objects = append(objects, role)
	}
	client := fake.NewClientset(objects...)
	informer := informers.NewSharedInformerFactory(client, time.Duration(0)).Rbac().V1().ClusterRoles()
	controller := clusterroleaggregation.NewClusterRoleAggregation(informer, client.RbacV1())
	field := reflect.ValueOf(controller).Elem().FieldByName("syncHandler")
	sync := *(*func(context.Context, string) error)(unsafe.Pointer(field.UnsafeAddr()))
	store := informer.Informer().GetStore()
	ctx := context.Background()
	load := func(name string) *rbacv1.ClusterRole {
		role, err := client.RbacV1().ClusterRoles().Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			fail(err)
		}
		return role
	}
	for _, role := range roles {
		store.Add(load(role.Name))
	}
	for round := 0; round < 2*len(roles)+2; round++ {
		changed := false
		for _, role := range roles {
			if role.AggregationRule == nil {
				continue
			}
			if err := sync(ctx, role.Name); err != nil {
				fail(err)
			}
			before, _, _ := store.GetByKey(role.Name)
			after := load(role.Name)
			if !reflect.DeepEqual(before.(*rbacv1.ClusterRole).Rules, after.Rules) {
				changed = true
			}
			store.Update(after)
		}
		if !changed {
			break
		}
	}
	found := []*rbacv1.ClusterRole{}
	for _, role := range roles {
		found = append(found, load(role.Name))
	}
	return found
}

type discard struct{}

func (discard) Write(text []byte) (int, error) { return len(text), nil }

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

package bootstrap

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

// nowhere is a node label that no node has.
const nowhere = "wl-devcluster/no-such-node"

// behaviour is what a Pod's annotation sets, in the expression language of admission policies.
const behaviour = `object.metadata.?annotations[?"` + stage.BehaviourAnnotation + `"].orValue("")`

// CreatePolicies creates the admission policies that make a Pod unschedulable on request, and that refuse a Pod whose
// behaviour is misspelt, which would otherwise stay pending for no visible reason.
func CreatePolicies(ctx context.Context, client kubernetes.Interface, minor int) error {
	api := client.AdmissionregistrationV1()
	mutating, mutatingBinding := unschedulablePolicy()
	if err := createMutating(ctx, client, minor, "MutatingAdmissionPolicy", "mutatingadmissionpolicies", mutating); err != nil {
		return fmt.Errorf("create policy %s: %w", mutating.Name, err)
	}
	if err := createMutating(ctx, client, minor, "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings", mutatingBinding); err != nil {
		return fmt.Errorf("bind policy %s: %w", mutating.Name, err)
	}
	validating, validatingBinding := knownBehaviourPolicy()
	if _, err := api.ValidatingAdmissionPolicies().Create(ctx, validating, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("create policy %s: %w", validating.Name, err)
	}
	if _, err := api.ValidatingAdmissionPolicyBindings().Create(ctx, validatingBinding, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("bind policy %s: %w", validating.Name, err)
	}
	return nil
}

// createMutating creates a mutating policy, or its binding, in the API version that the cluster has; they are alike.
func createMutating(ctx context.Context, client kubernetes.Interface, minor int, kind, resource string, object any) error {
	version := "v1"
	if minor < component.MutatingPoliciesSince {
		version = "v1beta1"
	}
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(object)
	if err != nil {
		return err
	}
	content["apiVersion"], content["kind"] = "admissionregistration.k8s.io/"+version, kind
	body, err := json.Marshal(content)
	if err != nil {
		return err
	}
	return client.Discovery().RESTClient().Post().AbsPath("/apis/admissionregistration.k8s.io", version, resource).
		SetHeader("Content-Type", runtime.ContentTypeJSON).Body(body).Do(ctx).Error()
}

// WaitPolicies waits until the API server heeds the policies, which it does some time after they were created. The
// namespace "default" must have its service account.
func WaitPolicies(ctx context.Context, client kubernetes.Interface) error {
	try := func(ctx context.Context, behaviour string) (*corev1.Pod, error) {
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{
				GenerateName: "wl-devcluster-", Annotations: map[string]string{stage.BehaviourAnnotation: behaviour},
			},
			Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "main", Image: "none"}}},
		}
		options := metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}
		return client.CoreV1().Pods(metav1.NamespaceDefault).Create(ctx, pod, options)
	}
	return poll(ctx, readyTimeout, "admission policies not heeded", func(ctx context.Context) error {
		pod, err := try(ctx, stage.Unschedulable)
		if err != nil {
			return err
		}
		if pod.Spec.NodeSelector[nowhere] == "" {
			return fmt.Errorf("behaviour %s has no effect yet", stage.Unschedulable)
		}
		if _, err := try(ctx, "unknown"); err == nil {
			return fmt.Errorf("an unknown behaviour is not refused yet")
		}
		return nil
	})
}

func podCreation() *admissionv1.MatchResources {
	return &admissionv1.MatchResources{ResourceRules: []admissionv1.NamedRuleWithOperations{{
		RuleWithOperations: admissionv1.RuleWithOperations{
			Operations: []admissionv1.OperationType{admissionv1.Create},
			Rule:       admissionv1.Rule{APIGroups: []string{""}, APIVersions: []string{"v1"}, Resources: []string{"pods"}},
		},
	}}}
}

func unschedulablePolicy() (*admissionv1.MutatingAdmissionPolicy, *admissionv1.MutatingAdmissionPolicyBinding) {
	fail := admissionv1.Fail
	meta := metav1.ObjectMeta{Name: "wl-devcluster-unschedulable"}
	policy := &admissionv1.MutatingAdmissionPolicy{
		ObjectMeta: meta,
		Spec: admissionv1.MutatingAdmissionPolicySpec{
			FailurePolicy:      &fail,
			ReinvocationPolicy: admissionv1.NeverReinvocationPolicy,
			MatchConstraints:   podCreation(),
			MatchConditions: []admissionv1.MatchCondition{{
				Name: "asked-for", Expression: fmt.Sprintf("%s == %q", behaviour, stage.Unschedulable),
			}},
			Mutations: []admissionv1.Mutation{{
				PatchType: admissionv1.PatchTypeJSONPatch,
				JSONPatch: &admissionv1.JSONPatch{Expression: fmt.Sprintf(
					`[JSONPatch{op: "add", path: "/spec/nodeSelector", value: {%q: "true"}}]`, nowhere)},
			}},
		},
	}
	binding := &admissionv1.MutatingAdmissionPolicyBinding{
		ObjectMeta: meta, Spec: admissionv1.MutatingAdmissionPolicyBindingSpec{PolicyName: meta.Name},
	}
	return policy, binding
}

func knownBehaviourPolicy() (*admissionv1.ValidatingAdmissionPolicy, *admissionv1.ValidatingAdmissionPolicyBinding) {
	var quoted, names []string
	for _, b := range stage.Behaviours() {
		quoted = append(quoted, fmt.Sprintf("%q", b.Name))
		names = append(names, b.Name)
	}
	fail := admissionv1.Fail
	meta := metav1.ObjectMeta{Name: "wl-devcluster-known-behaviour"}
	policy := &admissionv1.ValidatingAdmissionPolicy{
		ObjectMeta: meta,
		Spec: admissionv1.ValidatingAdmissionPolicySpec{
			FailurePolicy:    &fail,
			MatchConstraints: podCreation(),
			Validations: []admissionv1.Validation{{
				Expression: fmt.Sprintf(`%s in ["", %s]`, behaviour, strings.Join(quoted, ", ")),
				Message:    fmt.Sprintf("annotation %s must be one of %s", stage.BehaviourAnnotation, strings.Join(names, ", ")),
			}},
		},
	}
	binding := &admissionv1.ValidatingAdmissionPolicyBinding{
		ObjectMeta: meta,
		Spec: admissionv1.ValidatingAdmissionPolicyBindingSpec{
			PolicyName: meta.Name, ValidationActions: []admissionv1.ValidationAction{admissionv1.Deny},
		},
	}
	return policy, binding
}

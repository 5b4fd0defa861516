package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/move"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/saved"
)

// commandsOn are the commands in a text that are run on a cluster whatever the directory: of kubectl, and of wl on a
// stack by its name.
func commandsOn(text string) []string {
	var all []string
	for _, begin := range regexp.MustCompile(`kubectl(\{\{.*?\}\})* [a-z{-]|wl( [a-z]+)+ --stack`).FindAllStringIndex(text, -1) {
		command := text[begin[0]:]
		if next := strings.Index(command[1:], "wl "); next >= 0 {
			command = command[:next+1]
		}
		all = append(all, command)
	}
	return all
}

// mentioned are commands of which only is said that there are such.
func mentioned(command string) bool {
	return slices.ContainsFunc([]string{"kubectl scale", "kubectl apply", "kubectl rollout resume", "kubectl create job --from"}, func(what string) bool { return strings.HasPrefix(command, what) })
}

// A command that is printed acts on the cluster of which something is said, whichever context is the current one.
func TestCommandsNameTheirContext(t *testing.T) {
	found := 0
	for _, r := range catalogue() {
		for _, text := range []string{r.en.text, r.en.detail, r.zh.text, r.zh.detail} {
			for _, command := range commandsOn(text) {
				if mentioned(command) {
					continue
				}
				found++
				if !strings.Contains(command, onCluster) {
					t.Errorf("%s: a command lacks its --context: %.120s", r.code, command)
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("%d commands are found", found)
	}
	for english, chinese := range phrases() {
		for _, command := range slices.Concat(commandsOn(english), commandsOn(chinese)) {
			if !mentioned(command) {
				t.Errorf("a phrase has a command, which lacks its --context: %s", command)
			}
		}
	}
}

// No command finds a state in a file without the stack's directory.
func TestMovesOfStatesInFilesNameNoStack(t *testing.T) {
	for code, want := range map[fact.Code]string{plan.FormerName: "wl state mv --kubeconfig 'my k3s' --to-stack store", plan.FormerNamespace: "wl state mv --kubeconfig 'my k3s' --to-namespace shop"} {
		f := fact.New(code, fact.Args{"name": "shop", "stack": "shop", "namespace": "old", "to_stack": "store", "to_namespace": "shop", "file": true})
		for _, language := range []Language{English, Chinese} {
			said := In(language).Text(plan.InContext(f, plan.Way{Context: "default", Kubeconfig: "my k3s"}))
			if !strings.Contains(said, want) || strings.Contains(said, "--stack") {
				t.Errorf("%s: %s", code, said)
			}
			if said = In(language).Text(f.WithArg("file", false)); !strings.Contains(said, " --stack shop --namespace old") {
				t.Errorf("%s in the cluster: %s", code, said)
			}
		}
	}
}

// The flags that a reviewed plan was made with are given again as they are printed.
func TestFlagsOfReviewedPlansAreQuoted(t *testing.T) {
	given := []string{"--var-file s3/my file.wlvars", "--var v", "--var-file $(id).wlvars", "--var-file plain.wlvars"}
	want := "--var-file 's3/my file.wlvars' --var v --var-file '$(id).wlvars' --var-file plain.wlvars"
	for _, code := range []fact.Code{saved.ProblemDiffers, saved.ProblemOutputs} {
		for _, language := range []Language{English, Chinese} {
			if said := In(language).Detail(fact.New(code, fact.Args{"variables": given})); !strings.Contains(said, want) {
				t.Errorf("%s: %s", code, said)
			}
		}
	}
}

// What a plan says as a command is given the context, and likewise what is within it.
func TestPlansNameTheContextOfTheirCommands(t *testing.T) {
	eu := plan.Way{Context: "prod eu", Kubeconfig: "eu; id"}
	leads := func(f fact.Fact) bool {
		return f.Text("context") == eu.Context && f.Text("kubeconfig") == eu.Kubeconfig
	}
	named := func(code fact.Code) bool {
		within := fact.New("outer", fact.Args{"inner": fact.New(code, nil), "more": []fact.Fact{fact.New(code, nil)}})
		given := plan.InContext(within, eu)
		inner, _ := given.Args["inner"].(fact.Fact)
		more, _ := given.Args["more"].([]fact.Fact)
		return leads(plan.InContext(fact.New(code, nil), eu)) && leads(inner) && leads(more[0])
	}
	// These are given it where they are made.
	otherwise := []fact.Code{engine.WarnRemoved, engine.WarnRemovedUnread, run.NotDeclared, waves.NoticeFormerLost, move.NamespaceMissing, move.PlaceBegun, view.FormerState, engine.StateArriving}
	for _, r := range catalogue() {
		commands := slices.Concat(commandsOn(r.en.text), commandsOn(r.en.detail))
		if len(commands) == 0 || mentioned(commands[0]) {
			continue
		}
		if slices.Contains(otherwise, r.code) == named(r.code) {
			t.Errorf("%s has a command, and is not told on which cluster: see plan.InContext", r.code)
		}
	}
	w := In(English)
	for _, f := range []fact.Fact{
		fact.New(plan.ProblemOfAnotherStack, fact.Args{"kind": "deployment", "name": "web", "perhaps": fact.New(plan.FormerName, fact.Args{"name": "shop", "namespace": "shop", "to_stack": "store"})}),
		fact.New(plan.ProblemMoving, fact.Args{"stack": "shop", "namespace": "shop"}),
	} {
		for way, want := range map[plan.Way]string{
			eu: " --kubeconfig 'eu; id' --context 'prod eu' ", {Context: "default", Kubeconfig: "k3s.yaml"}: " --kubeconfig k3s.yaml --context default ",
			{Context: "prod"}: " --context prod ", {Kubeconfig: "my file"}: " --kubeconfig 'my file' ",
		} {
			said := w.Detail(plan.InContext(f, way))
			if commands := len(commandsOn(said)); strings.Count(said, want) != commands || strings.Count(said, " --") < commands {
				t.Errorf("of a cluster to which %+v leads: %s", way, said)
			}
		}
		if said := w.Detail(plan.InContext(f, plan.Way{})); strings.Contains(said, "--context") || strings.Contains(said, "--kubeconfig") {
			t.Errorf("where nothing was named: %s", said)
		}
	}
}

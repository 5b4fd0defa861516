package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
)

// said runs a command line that is wrong, and returns what it says.
func said(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, ui.Streams{In: strings.NewReader(""), Out: &out, Err: &errs}); code != 1 || out.Len() > 0 {
		t.Errorf("wl %s: exit code %d, and printed %q", strings.Join(args, " "), code, &out)
	}
	return strings.Join(strings.Fields(errs.String()), " ")
}

// Whatever is wrong with a command line is said with what to do, in both languages.
func TestWrongCommandLines(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	t.Chdir(t.TempDir())
	for line, want := range map[string]string{
		"plna":                              `There is no command "plna". Did you mean plan? To list the commands, run wl --help`,
		"get pods -n shop":                  `There is no command "get": run wl status`,
		"init":                              `There is no command "init", and none is needed: write a file such as main.wl.hcl, and run wl plan`,
		"help nothing":                      `There is no command "nothing". To list the commands, run wl --help`,
		"state lst":                         `There is no command "lst" of wl state. Did you mean list? To list the commands, run wl state --help`,
		"rollout approev":                   `There is no command "approev" of wl rollout. Did you mean approve? To list the commands, run wl rollout --help`,
		"state bogus --help":                `There is no command "bogus" of wl state. To list the commands, run wl state --help`,
		"state lst -h":                      `There is no command "lst" of wl state. Did you mean list? To list the commands, run wl state --help`,
		"state --help lst":                  `There is no command "lst" of wl state. Did you mean list? To list the commands, run wl state --help`,
		"rollout approev --help":            `There is no command "approev" of wl rollout. Did you mean approve? To list the commands, run wl rollout --help`,
		"help rollout approev":              `There is no command "approev" of wl rollout. Did you mean approve? To list the commands, run wl rollout --help`,
		"completion foo -h":                 `There is no command "foo" of wl completion. To list the commands, run wl completion --help`,
		"--help bogus":                      `There is no command "bogus". Did you mean logs? To list the commands, run wl --help`,
		"rollout status web":                `The argument "web" is one too many: wl rollout status takes none. Run wl rollout status --help`,
		"completion foo":                    `There is no command "foo" of wl completion. To list the commands, run wl completion --help`,
		"completion bash x":                 `The argument "x" is one too many: wl completion bash takes none. Run wl completion bash --help`,
		"version 1":                         `The argument "1" is one too many: wl version takes none. Run wl version --help`,
		"explain a b":                       `The argument "b" is one too many: wl explain takes at most 1. Run wl explain --help`,
		"--frobnicate":                      `There is no flag --frobnicate of wl. To list the flags, run wl --help`,
		"plan --targt x":                    `There is no flag --targt of wl plan. Did you mean --target? To list the flags, run wl plan --help`,
		"plan -Z":                           `There is no flag -Z of wl plan. To list the flags, run wl plan --help`,
		"plan -out x":                       `Long flags have two dashes: write --out`,
		"plan ---var=password=hunter2":      `"---var" is not a flag: a flag is written --name or --name=value`,
		"bogus --help":                      `There is no command "bogus". Did you mean logs? To list the commands, run wl --help`,
		"plan --bogus -h":                   `There is no flag --bogus of wl plan. To list the flags, run wl plan --help`,
		"plan -var=password=hunter2":        `Long flags have two dashes: write --var`,
		"plan --set a=b":                    `There is no flag --set: write --var`,
		"plan --out":                        `The flag --out needs a value: write it after the flag`,
		"plan -C":                           `The flag -C needs a value: write it after the flag`,
		"plan --=x":                         `"--" is not a flag: a flag is written --name or --name=value`,
		"apply --max-concurrent=few":        `--max-concurrent "few": the value must be a whole number, such as 5`,
		"apply --on-failure=stop":           `--on-failure "stop": the value must be one of halt, rollback, rollback_all, continue`,
		"plan --read-only=perhaps":          `--read-only "perhaps": the value must be true or false; without one it is true`,
		"plan --format=xml":                 `--format "xml": the value must be one of text, json, markdown`,
		"render --format=xml":               `--format "xml": the value must be one of yaml, json`,
		"plan --dry-run=none":               `--dry-run "none": the value must be one of changed, all`,
		"validate --kubernetes-version=1.1": `--kubernetes-version "1.1": the value must be one of 1.32, 1.33, 1.34, 1.35, 1.36, 1.37`,
		"logs web --since=soon":             `--since "soon": the value must be a duration, such as 90s, 10m or 1h30m`,
		"logs web --since=-5m":              `--since must not be negative`,
		"logs web --tail=-1":                `--tail must not be negative`,
		"wait --timeout=-5s":                `--timeout must not be negative`,
		"restart web --timeout=-1ns":        `--timeout must not be negative`,
		"apply --max-concurrent=-1":         `--max-concurrent must not be negative`,
		"logs web -f --previous":            `--follow conflicts with --previous: a container that has ended logs nothing more. Omit one of them`,
		"logs":                              `At least one workload is expected: a name, Kind/name, or the address of a block. wl status lists them`,
		"plan a b --order":                  `--order conflicts with several stacks. Run wl plan -C DIR --order for the one whose order you want to see`,
		"plan a b --out x":                  `--out conflicts with several stacks: a saved plan is of one stack. Run wl plan -C DIR --out FILE for each of them`,
		"plan --read-only --out x":          `--out conflicts with --read-only: a saved plan needs the server's answers to dry-runs. Omit one of them`,
		"plan --read-only --dry-run=all":    `--dry-run=all conflicts with --read-only, which sends no dry-run: omit one of them`,
		"plan --order --format=text":        `--order conflicts with --format: omit one of them`,
		"apply --dry-run":                   `--dry-run is not a flag of wl apply, which writes: use wl plan, which shows what would change and writes nothing`,
		"destroy --dry-run=server":          `--dry-run is not a flag of wl destroy, which writes: omit --auto-approve: wl destroy shows what would change and asks for approval`,
		"history 1 2 3":                     `At most 2 revisions are expected, and 3 are given. Run wl history --help`,
		"rollback 1 2":                      `At most 1 revision is expected, and 2 are given. Run wl rollback --help`,
		"history shop":                      `"shop" is not the number of a revision, such as 7: wl history lists them. The stack's directory is given with -C`,
		"status a b":                        `At most one directory is expected, and these are given: a, b. Run wl status once for each of them`,
		"status -C a b":                     `The directory is given twice: as -C a and as b. Omit one of them`,
		"status --stack shop":               `--stack and --namespace name a state together: give both, or neither to read the stack's directory`,
		"show":                              `One file is expected: a plan that wl plan --out has saved`,
		"state show":                        `One address is expected, such as workload.web: wl state list lists them`,
		"state rm":                          `An object is expected: the address of its block, such as workload.web, or Kind/namespace/name`,
		"rollout approve --reason=ok":       `--reason is for --analysis only: give both, or omit it`,
		"state mv":                          `--to-namespace, --to-stack or --to-backend is expected: where the stack is to be moved to`,
		"state mv --to-backend=s3":          `--to-backend "s3": the value must be one of cluster, file`,
		"state mv --path=x":                 `--path is for --to-backend only: give both, or omit it`,
		"state mv --to-stack=Shop":          `--to-stack Shop: a stack's name has 1 to 50 characters of a-z, 0-9 and -, and begins and ends with a letter or digit`,
		"explain replicsa":                  `The language has no block or argument "replicsa". Did you mean "replicas"? Run wl explain to see the top-level blocks`,
		"show nowhere":                      `Cannot read the plan: nowhere: no such file or directory: name a file that wl plan --out has written`,
		"show /":                            `Cannot read the plan: / is a directory, not a regular file: name a file that wl plan --out has written`,
		"fmt nowhere":                       `Cannot read nowhere: no such file or directory: check the path and its permissions`,
		"destroy --stack= --namespace=":     `--namespace is empty, perhaps because a variable of the shell is not set: give it a value, or omit it`,
		"plan -C shop --dir=":               `-C is empty, perhaps because a variable of the shell is not set: give it a value, or omit it`,
		"apply --target=a --target=":        `--target is empty, perhaps because a variable of the shell is not set: give it a value, or omit it`,
		"plan --var-file= --var-file=x":     `--var-file is empty, perhaps because a variable of the shell is not set: give it a value, or omit it`,
	} {
		args := strings.Fields(line)
		if got := said(t, args...); got != "Error: "+want {
			t.Errorf("wl %s:\n\t%s\nnot\n\tError: %s", line, got, want)
		}
		in := said(t, append([]string{"--lang=zh"}, args...)...)
		if !strings.HasPrefix(in, "错误：") || english.MatchString(in) {
			t.Errorf("wl %s in Chinese: %s", line, in)
		}
	}
}

// english is a sentence that was not translated.
var english = regexp.MustCompile(`[a-z]+ (is|are|must|takes|has|needs) |Did you|the `)

// The language and the format hold wherever they stand in a line that is wrong.
func TestWrongCommandLinesInJSON(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	for _, line := range []string{"plan --format json --nothing", "plan --nothing --format json", "plan --format=json a -C b", "apply --max-concurrent=x --format=json", "state list x --format json"} {
		var answer struct {
			Valid       bool
			Diagnostics []struct{ Severity, Summary string }
		}
		got := said(t, append(strings.Fields(line), "--lang=zh")...)
		if err := json.Unmarshal([]byte(got), &answer); err != nil || answer.Valid || len(answer.Diagnostics) != 1 || english.MatchString(answer.Diagnostics[0].Summary) {
			t.Errorf("wl %s: %s (%v)", line, got, err)
		}
	}
}

// Whatever is empty is a value, of which a sentence tells what is wrong.
func TestEmptyValues(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	t.Setenv("KUBECONFIG", os.DevNull)
	t.Chdir(t.TempDir())
	for _, args := range emptyLines(newRootCommand(&app{})) {
		for _, language := range []string{"en", "zh"} {
			var out bytes.Buffer
			code := run(t.Context(), append(slices.Clone(args), "--lang="+language), ui.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
			if text := out.String(); code != 1 || !strings.HasPrefix(text, "Error: ") && !strings.HasPrefix(text, "错误：") || strings.Contains(text, "map[") || strings.Contains(text, "<no value>") || bareCode.MatchString(text) {
				t.Errorf("wl %q: %s", args, text)
			}
		}
	}
}

// bareCode is a fact without its sentence.
var bareCode = regexp.MustCompile(`(?m)^(Error: |错误：)[A-Za-z]+_[a-z_]+( |$)`)

// emptyLines are the command lines that give a command, or one below it, an empty argument, or
// an empty value of one of its flags.
func emptyLines(cmd *cobra.Command) (lines [][]string) {
	for _, inner := range cmd.Commands() {
		lines = append(lines, emptyLines(inner)...)
	}
	if cmd.HasSubCommands() || cmd.Name() == "help" || cmd.Parent().Name() == "completion" {
		return lines
	}
	path := strings.Fields(cmd.CommandPath())[1:]
	lines = append(lines, append(slices.Clone(path), ""))
	take := func(f *pflag.Flag) {
		if f.Value.Type() != "bool" || f.Name == "recursive" {
			lines = append(lines, append(slices.Clone(path), "--"+f.Name+"="), append(slices.Clone(path), "web", "--"+f.Name+"="))
		}
	}
	cmd.NonInheritedFlags().VisitAll(take)
	cmd.InheritedFlags().VisitAll(take)
	return lines
}

// Every operation that a run under way refuses has the flag that the refusal names.
func TestOutsideRunFlags(t *testing.T) {
	var destroying, releasing applyOptions
	destroying.Destroy, releasing.ReleaseOnly = true, []string{"workload.web"}
	operations := []string{"restart", "state mv"}
	for _, o := range []applyOptions{{}, {rollback: &engine.RollbackOptions{}}, destroying, releasing} {
		operations = append(operations, o.operation())
	}
	for _, operation := range operations {
		cmd, rest, err := newRootCommand(&app{}).Find(strings.Fields(operation))
		if err != nil || len(rest) > 0 || cmd.Flags().Lookup("outside-run") == nil {
			t.Errorf("wl %s is told to be run with --outside-run, and has no such flag: %v", operation, err)
		}
	}
}

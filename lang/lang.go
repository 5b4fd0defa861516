// Package lang compiles configuration into Kubernetes objects. Compile is its
// one door: from a directory of files to the objects of every cluster, without
// any network, and the same bytes for the same input.
package lang

import (
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/source"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Options are what a compilation depends on beside the files.
type Options struct {
	// Variables are the --var and --var-file arguments in their order.
	Variables []VariableArgument
	// Environment is in the form of os.Environ: WL_VAR_<name> gives variables
	// their values, and env() reads it.
	Environment []string
	// Extent is how much of the configuration is needed.
	Extent Extent
	// KubernetesVersion, unless empty, is the version that the objects are held to,
	// such as "1.36", whatever the clusters' own is.
	KubernetesVersion string
	// Files, unless nil, have the stack's directory in them, and the files of
	// values that Variables name; otherwise these are on the disk. Symbolic links
	// in them are not followed.
	Files fs.FS
}

func (o Options) tree() source.Tree {
	if o.Files != nil {
		return source.Files{FS: o.Files}
	}
	return source.Disk{}
}

// Extent is how much of a configuration is evaluated: what is not needs no
// variables either.
type Extent int

// The extents. All variables that are declared must have a value for Everything
// only; otherwise those that are used.
const (
	Everything Extent = iota
	Objects           // the objects; no outputs, no checks, no locals and no arguments of the stack that nothing uses
	Identity          // which stack it is, and on which clusters
)

// VariableArgument is a --var, or a --var-file where File is set.
type VariableArgument struct {
	Name, Value string
	File        string
}

// Compilation is the result of Compile.
type Compilation struct {
	// Stack is nil or incomplete when Diagnostics has errors.
	Stack *Stack
	// Variables are the names of those that the stack declares, in the order of the source.
	Variables []string
	// Sensitive are those of them whose values are not to be shown.
	Sensitive []string
	// Files are the sources that were read, by the names in diagnostics.
	Files map[string]*hcl.File
	// Reads is what of the files the result depends on.
	Reads Reads
	// Diagnostics are all errors and warnings of the run, errors first, by file and line.
	// They hold no values and no evaluation contexts; the Extra of those that lang
	// itself has found is a Message.
	Diagnostics hcl.Diagnostics
}

// Reads is what a compilation has looked at, by the paths that it used. Where none of it
// has changed, and the Options are the same, neither has the result.
type Reads struct {
	Files       []string // that were read, or looked for
	Directories []string // in which names were listed
	Below       []string // directories in which names were listed on every level
}

// Message is a diagnostic's detail as what it is made of, so that it can be said in
// another language: hcl.DiagnosticExtra[lang.Message] finds it. Its arguments are
// strings, numbers, bools, and values that have a text, such as other Messages.
type Message = message.Text

// WarningName is the name of a warning, by which a lint block says that it is not
// wanted: "no-limits". It is "" for what cannot be left out.
func WarningName(d *hcl.Diagnostic) string { return diag.NameOf(d) }

// FailedChecks are the warnings that the configuration's own check blocks give.
func (c *Compilation) FailedChecks() hcl.Diagnostics {
	var failed hcl.Diagnostics
	for _, d := range c.Diagnostics {
		if d.Summary == diag.CheckFailed {
			failed = append(failed, d)
		}
	}
	return failed
}

// LacksValues reports whether a variable that is needed has no value.
func (c *Compilation) LacksValues() bool {
	return slices.ContainsFunc(c.Diagnostics, diag.IsNoValue)
}

// DeclaresStack reports whether a directory on the disk is that of a stack, and not of a
// module or of something else: whether one of its files has a stack block. A file that
// cannot be read, or not be understood, counts where it may have one: compiling the
// directory says what is wrong.
func DeclaresStack(dir string) bool { return syntax.Declares(source.Disk{}, dir, "stack") }

// IsSource reports whether a file of a name is configuration.
func IsSource(name string) bool { return syntax.IsSource(filepath.Base(name)) }

// StackIn reports whether a file of a name is configuration, and has a stack block or may
// have.
func StackIn(src []byte, name string) bool {
	return IsSource(name) && syntax.DeclaredIn(src, name, "stack")
}

// StackWritten is what a file of a name writes out of its stack's name, and of the namespace
// of its state: each is empty where it cannot be known without evaluating anything.
func StackWritten(src []byte, name string) object.Stack {
	stack, namespace := syntax.StackWritten(src, name)
	return object.Stack{Name: stack, Namespace: namespace}
}

// StateInFileWritten reports whether a file of a name writes out that its stack's state is in
// a file, and returns the directory of that, relative to the stack's own; empty where it cannot be
// known without evaluating anything.
func StateInFileWritten(src []byte, name string) (dir string, is bool) {
	return syntax.StateInFile(src, name)
}

// ClusterWritten is what a cluster block writes out of the way to its cluster.
type ClusterWritten = syntax.ClusterWritten

// ClustersWritten are the ways to clusters that the cluster blocks of a file of a name
// write out, one for each block, as far as they can be known without evaluating anything.
// Of a file that is not configuration, there are none.
func ClustersWritten(src []byte, name string) []ClusterWritten {
	if !IsSource(name) {
		return nil
	}
	return syntax.ClustersWritten(src, name)
}

// Stack is a compiled stack.
type Stack struct {
	ID object.Stack
	// DriftManagers are the field managers whose changes are drift; nil where the
	// configuration names none.
	DriftManagers []string
	// Sensitive are the texts in the values of sensitive variables. They may be
	// parts of the objects' values, and must not be shown either.
	Sensitive []any
	// Keep is how many revisions of the state are kept; 0 where the configuration does
	// not say.
	Keep int
	// StateDir is the directory that has the state's files, relative to the stack's own;
	// empty where the state is in the clusters.
	StateDir string
	// Rollout is how it is rolled out. Unless everything is compiled, it has no more than
	// the home and the waves' names and clusters, and these only as far as no variable
	// lacks a value for them.
	Rollout Rollout
	// RemoveAdditions reports whether apply removes what these managers have added.
	RemoveAdditions bool
	// Clusters are in the order of their declaration; exactly one, called
	// "default" and with no context, when none is declared.
	Clusters []Cluster
}

// Cluster is what a stack makes in one cluster.
type Cluster struct {
	Name       string // with the key of the for_each that makes it, where one does
	address    string // such as cluster.prod["eu"]
	Context    string // of the kubeconfig; empty for the current one
	Kubeconfig string // path; empty where it is to be found as kubectl does
	Labels     map[string]string
	// KubernetesVersion is the version that the configuration names, such as
	// "1.36"; empty when it names none.
	KubernetesVersion string
	VersionOrigin     object.Range // where it does
	Declared          bool         // false for the implied one
	Objects           []object.Manifest
	// Checks are the Jobs that checks of the rollout name, by their objects: they are run
	// by checks only, and are none of Objects.
	Checks []object.Manifest
	// Released are the addresses of removed blocks, whose objects are released where
	// no block makes them.
	Released []string
	Outputs  []Output // by name
}

// Output is a value to show once the stack is applied.
type Output struct {
	Name        string
	Description string
	// Value is in JSON's form. It must not be shown when Sensitive is set.
	Value     any
	Sensitive bool
}

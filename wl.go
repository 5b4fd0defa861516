// Package wl is for programs that bring stacks to clusters themselves: the
// interface of a platform, a controller, a bot.
//
// OpenStack compiles a stack, which then is planned and applied as the command wl does.
// Beneath, lang compiles it, plan/planner finds out what an apply would do, apply does
// it, and state remembers it. This package also has the client with which they reach a
// cluster, and the names of what they have in common.
package wl

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Connect reads a kubeconfig and prepares a client. Nothing is sent yet.
func Connect(t Target, o ClientOptions) (*Client, error) { return kube.Connect(t, o) }

// The client of a cluster, and what it is asked for. plan, apply and state each
// declare what they need of a client, which others can provide, too.
type (
	Client        = kube.Client
	Target        = kube.Target
	ClientOptions = kube.Options
	Kubeconfigs   = kube.Kubeconfigs
	Request       = kube.Request
	Wait          = kube.Wait
	LogRequest    = kube.LogRequest
	LogLine       = kube.LogLine
	Selection     = kube.Selection
	Form          = kube.Form
	ApplyRequest  = kube.ApplyRequest
	ApplyResult   = kube.ApplyResult
	MetadataEdit  = kube.MetadataEdit
	Event         = kube.Event
	EventType     = kube.EventType
	Again         = kube.Again
	Identity      = kube.Identity
	Propagation   = kube.Propagation
)

// The errors of a client that say what to do. Answers of the server are
// recognised by k8s.io/apimachinery/pkg/api/errors.
type (
	UnreachableError = kube.UnreachableError
	NoKindError      = kube.NoKindError
	CredentialsError = kube.CredentialsError
	PluginError      = kube.PluginError
)

// What a watch saw.
const (
	Changed = kube.Changed
	Deleted = kube.Deleted
	Synced  = kube.Synced

	Blocked   = kube.Blocked
	Unblocked = kube.Unblocked
)

// What becomes of the dependents of a deleted object.
const (
	Background = kube.Background
	Foreground = kube.Foreground
	Orphan     = kube.Orphan
)

// What an object is called, and what is desired of it.
type (
	Ref          = object.Ref
	Stack        = object.Stack
	Manifest     = object.Manifest
	Lifecycle    = object.Lifecycle
	Ready        = object.Ready
	FieldValue   = object.Value
	Fit          = object.Fit
	Read         = object.Read
	Path         = object.Path
	PathElement  = object.Element
	PathKey      = object.Key
	Range        = object.Range
	Meta         = object.Meta
	ManagerEntry = object.ManagerEntry
	Mask         = object.Mask
)

// Kinds of objects, and what is known of them.
type (
	GroupKind = kind.GroupKind
	Kind      = kind.Kind
	Kinds     = kind.Registry
	Resource  = kind.Resource
	PodUse    = kind.PodUse
	NameRule  = kind.Names
	Tier      = kind.Tier
	Fixed     = kind.Fixed
	Rule      = kind.Rule
)

// What a step of a plan makes of the field managers of a live object.
type (
	OwnershipEdit   = ownership.Edit
	OwnershipTake   = ownership.Take
	OwnershipResult = ownership.Result
)

// What plan and apply have found out: codes with arguments, listed in docs/codes.md.
type (
	Fact = fact.Fact
	Code = fact.Code
	Args = fact.Args
)

// Words makes sentences of facts, in one language.
type (
	Words    = words.Words
	Language = words.Language
)

// The languages.
const (
	English = words.English
	Chinese = words.Chinese
)

// In returns the words of a language.
func In(l Language) *Words { return words.In(l) }

// Package usage names what is wrong with a command line, as facts:
//
//	return fact.NewError(nil, usage.RevisionsTooMany, fact.Args{"most": 2, "given": len(args)})
//
// cmd/wl finds them out, and internal/ui/words says them in each language.
package usage

import "github.com/workloadlang/wl/internal/fact"

// Of commands.
const (
	CommandUnknown  fact.Code = "command_unknown" // command, of: what it is to be a part of, meant
	CommandForeign  fact.Code = "command_foreign" // command of other tools, own: what does it here
	CommandUnneeded fact.Code = "command_not_needed"
	ArgumentExtra   fact.Code = "argument_unexpected" // command, given, most
	ArgumentEmpty   fact.Code = "argument_empty"      // command
)

// Of flags and their values. Where a code has flag and with, these two conflict.
const (
	FlagUnknown      fact.Code = "flag_unknown"       // flag, command
	FlagForeign      fact.Code = "flag_foreign"       // flag of other tools, own
	FlagOneDash      fact.Code = "flag_with_one_dash" // flag
	FlagMalformed    fact.Code = "flag_malformed"     // flag
	FlagWithoutValue fact.Code = "flag_without_value" // flag
	FlagValue        fact.Code = "flag_value"         // flag, value, expected: one of the facts below
	FlagsConflict    fact.Code = "flags_conflict"     // flag, with
	FlagWithout      fact.Code = "flag_without_other" // flag, needs
	FlagEmpty        fact.Code = "flag_empty"         // flag
	FlagNegative     fact.Code = "flag_negative"      // flag
	DryRunOfWriting  fact.Code = "dry_run_of_writing" // command, plans: the command that asks only, or there is none
	RecheckReadOnly  fact.Code = "recheck_read_only"
	OutReadOnly      fact.Code = "out_read_only"
	OutOfSeveral     fact.Code = "out_of_several"
	OrderOfSeveral   fact.Code = "order_of_several"
	FollowPrevious   fact.Code = "follow_previous"
	PartOfSavedPlan  fact.Code = "part_of_saved_plan" // file
	StateHalfNamed   fact.Code = "state_half_named"
	StateAndSources  fact.Code = "state_and_sources"
	StateSuffices    fact.Code = "state_suffices" // command, stack and namespace as far as they are written
)

// What a flag's value is to be.
const (
	ExpectChoice   fact.Code = "expected_choice" // choices
	ExpectNumber   fact.Code = "expected_number"
	ExpectDuration fact.Code = "expected_duration"
	ExpectBool     fact.Code = "expected_bool"
)

// Of arguments.
const (
	DirectoriesTooMany fact.Code = "directories_too_many"  // directories, command
	PlanHasDirectory   fact.Code = "plan_has_directory"    // file, directories
	DirectoryTwice     fact.Code = "directory_twice"       // flag: the directories of -C, directories: the arguments
	RevisionsTooMany   fact.Code = "revisions_too_many"    // most, given, command
	RevisionUnknown    fact.Code = "revision_not_a_number" // given
	WorkloadMissing    fact.Code = "workload_not_given"
	AddressMissing     fact.Code = "address_not_given"
	ObjectMissing      fact.Code = "object_not_given"
	PlanFileMissing    fact.Code = "plan_file_not_given"
)

// Of wl state mv.
const (
	MoveNowhere      fact.Code = "move_nowhere"
	MoveTwoWays      fact.Code = "move_two_ways"
	MoveFilesByName  fact.Code = "move_files_by_name"
	MoveToBadStack   fact.Code = "move_to_bad_stack"     // given
	MoveToBadPlace   fact.Code = "move_to_bad_namespace" // given
	MoveAlreadyThere fact.Code = "move_already_there"    // stack, and namespace or backend
)

// Of wl fmt.
const (
	FormatUnreadable fact.Code = "format_unreadable" // path, said
	FormatOther      fact.Code = "format_other_file" // path
	FormatUnwritten  fact.Code = "format_unwritten"  // path, said
)

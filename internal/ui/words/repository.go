package words

import (
	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/repository"
)

// repositories are why the stacks of a repository are not found, or what has changed there.
func repositories() []row {
	return []row{
		{repository.StacksUnread,
			sentence{text: `cannot look for stacks below {{.dir}}: {{.said}}`},
			sentence{text: `无法在 {{.dir}} 下查找栈：{{.said}}`}},
		{repository.NoStacks,
			sentence{text: `there is no stack in or below {{.dirs}}: no directory has a *.wl.hcl file with a stack block`},
			sentence{text: `{{.dirs}} 及其下没有栈：没有目录包含带 stack 块的 *.wl.hcl 文件`}},
		{commit.NoRepository,
			sentence{text: `cannot find out what has changed: {{.dir}} is not in a git repository, or git is not installed: {{.said}}`},
			sentence{text: `无法确定变更：{{.dir}} 不在 git 仓库中，或未安装 git：{{.said}}`}},
		{commit.NotTrusted,
			sentence{text: `cannot find out what has changed: another user owns the repository of {{.dir}}, and git does not read such a one unless it is told to trust it: {{.trust}}`},
			sentence{text: `无法确定变更：{{.dir}} 的仓库属于另一个用户，除非声明信任它，git 不会读取：{{.trust}}`}},
		{commit.NoRevision,
			sentence{text: `git knows no revision {{q .revision}} in the repository of {{.dir}}: name a branch, a tag or a commit, and fetch it first, as by git fetch origin main:refs/remotes/origin/main`},
			sentence{text: `git 在 {{.dir}} 的仓库中没有修订 {{q .revision}}：请写分支、标签或提交，并先获取它，例如 git fetch origin main:refs/remotes/origin/main`}},
		{commit.NoMergeBase,
			sentence{text: `HEAD and {{q .revision}} have no commit in common in the repository of {{.dir}}, perhaps because the clone is shallow: fetch the history by git fetch --unshallow, or with fetch-depth: 0 in a workflow of GitHub`},
			sentence{text: `在 {{.dir}} 的仓库中，HEAD 与 {{q .revision}} 没有共同的提交，可能是浅克隆：请用 git fetch --unshallow 获取历史，或在 GitHub 工作流中设置 fetch-depth: 0`}},
		{commit.ChangesUnlisted,
			sentence{text: `cannot find out what has changed since {{q .revision}}: {{.said}}`},
			sentence{text: `无法确定自 {{q .revision}} 以来的变更：{{.said}}`}},
	}
}

package table

import "github.com/workloadlang/wl/lang/schema"

// gpu is the GPU quota in its three forms. Devices cannot be overcommitted, so
// what is asked for is also the limit.
func gpu() *schema.Block {
	return fields("gpu", "", "GPU quota: whole GPUs, a share of GPUs (vGPU), or MIG partitions.", "GPU 配额：整卡、vGPU 或 MIG。",
		device("count", "nvidia.com/gpu", "Number of whole GPUs.", "整卡数量。", atLeast(1)),
		fields("vgpu", "", "A share of GPUs (vGPU).", "vGPU：共享显卡。",
			device("cards", "nvidia.com/vgpu", "Number of GPUs that are shared.", "显卡数量。", atLeast(1), required),
			device("cores", "nvidia.com/gpucores", "Share of each GPU's cores, in percent.", "每张显卡的算力百分比。", between(1, 100)),
			device("memory", "nvidia.com/gpumem", "Memory of each GPU, in MiB.", "每张显卡的显存，单位为 MiB。", atLeast(1))),
		fields("mig", "", "MIG partitions of GPUs.", "MIG：显卡的切分实例。", compiledBy(CompileMIG),
			attr("profile", String, "", `The partitions' profile, such as "1g.5gb".`, `规格，例如 "1g.5gb"。`, required, public,
				limited(pattern(`[0-9]+g\.[0-9]+gb(\.me)?`, `be a MIG profile such as "1g.5gb"`, `为 MIG 规格，例如 "1g.5gb"`, "1g.5gb"))),
			attr("count", Int, "", "Number of partitions.", "数量。", required, limited(atLeast(1)))))
}

func device(name, resource, english, chinese string, l schema.Limit, options ...option) *schema.Attribute {
	return attr(name, Int, "resources.limits["+resource+"]", english, chinese, append(options, limited(l), by(CompileDevice))...)
}

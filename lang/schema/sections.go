package schema

// Section is a section of the documented form.
type Section struct {
	Number           string // "2.4"
	English, Chinese string
}

// Sections lists the documented form's sections in its order.
func Sections() []Section {
	return []Section{
		{"1", "Basic information", "基本信息"},
		{"2", "Container configuration", "容器配置"},
		{"2.1", "Containers: basic information", "容器基本信息"},
		{"2.2", "Lifecycle", "生命周期"},
		{"2.3", "Health checks", "健康检查"},
		{"2.4", "Environment variables", "环境变量"},
		{"2.5", "Data storage", "数据存储"},
		{"2.6", "Security", "安全设置"},
		{"2.7", "Logs", "日志配置"},
		{"3", "Service configuration", "服务配置"},
		{"4", "Advanced configuration", "高级配置"},
		{"4.1", "Upgrade", "升级策略"},
		{"4.2", "Pod management", "容器管理策略"},
		{"4.3", "Scheduling", "调度策略"},
		{"4.4", "Labels and annotations", "标签与注解"},
		{"4.5", "DNS", "DNS 配置"},
		{"4.6", "Job settings", "任务设置"},
		{"4.7", "Schedule", "定时任务配置"},
		{"5", "Finishing", "完成创建"},
	}
}

// SectionOf finds a section by its number.
func SectionOf(number string) (Section, bool) {
	for _, s := range Sections() {
		if s.Number == number {
			return s, true
		}
	}
	return Section{}, false
}

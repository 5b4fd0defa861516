workload "train" {
  kind = "Job"

  container "train" {
    image              = "registry.example.com/train:5"
    cpu                = { request = "2", limit = "4" }
    memory             = { request = "4Gi", limit = "8Gi" }
    ephemeral_storage  = { request = "10Gi", limit = "20Gi" }
    huge_pages         = { "2Mi" = "512Mi" }
    extended_resources = { "example.com/fpga" = 1 }
    resource_claim "nic" {}

    restart_policy = "Never"
    restart_policy_rule {
      exit_codes = [42]
    }
  }

  resource_claim "nic" {
    resource_claim_template_name = "fast-nic"
  }
}

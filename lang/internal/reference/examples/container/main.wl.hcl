workload "train" {
  kind               = "Deployment"
  image_pull_secrets = ["registry"]

  init_container "fetch" {
    image  = "registry.example.com/fetch:2"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  container "train" {
    image       = "registry.example.com/train:5"
    pull_policy = "Always"
    cpu         = { request = "2", limit = "4" }
    memory      = { request = "4Gi", limit = "8Gi" }
    gpu         = { vgpu = { cards = 1, cores = 50, memory = 4096 } }

    port "http" {
      container_port = 8080
    }
  }
}

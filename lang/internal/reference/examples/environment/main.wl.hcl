config_map "settings" {
  data = { workers = "4" }
}

secret "gateway" {
  data = { token = "only-for-trying" }
}

workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    environment {
      variables = { LOG_LEVEL = "info" }
      field "POD_NAME" {
        path = "metadata.name"
      }
      resource "MEMORY" {
        resource = "limits.memory"
      }
      config_map_key "WORKERS" {
        config_map = config_map.settings.name
        key        = "workers"
      }
      secret_key "TOKEN" {
        secret = secret.gateway.name
        key    = "token"
      }
      import_config_map "settings" {
        prefix = "SETTING_"
      }
      import_secret "gateway" {}
    }
  }
}

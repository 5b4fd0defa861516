# The iterator of a dynamic block has the name of a block that references begin with.
stack "shop" {
  limits = "kubernetes"
}

config_map "settings" {
  data = { a = "b" }
}

secret "keys" {
  data = { a = "b" }
}

workload "main" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
  volume "all" {
    projected {
      dynamic "config_map" {
        for_each = ["a"]
        content {
          name = config_map.settings.name # error: Here, config_map is the iterator of the dynamic block, which has key and value and hides config_map.settings. To refer to that block, give the iterator another name: iterator = item, for example.
        }
      }
      dynamic "secret" {
        for_each = ["a"]
        content {
          name = secret["keys"].name # error: hides secret["keys"]
        }
      }
      dynamic "config_map" {
        for_each = ["a"]
        iterator = secret
        content {
          name = "${config_map.settings.name}-${secret.keys.name}" # error: Here, secret is the iterator of the dynamic block, which has key and value and hides secret.keys.
        }
      }
      dynamic "config_map" {
        for_each = [[{ name = "a" }]]
        content {
          name = config_map.value.name # error: config_map.value is a list. Write config_map.value[0].name for the first
        }
      }
      dynamic "config_map" {
        for_each = [{ region = "a" }]
        content {
          name = templatestring("$${config_map.name}", { config_map = config_map.value }) # error: config_map has no "name"; it has region. Name one of them.
        }
      }
      dynamic "config_map" {
        for_each = ["a"]
        iterator = item
        content {
          name  = config_map.settings.name
          items = { (item.kei) = "x" } # error: item has no "kei". Did you mean "key"?
        }
      }
    }
  }
}
